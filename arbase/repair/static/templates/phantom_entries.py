"""A `defaultdict` that grows because a loop over it reads a key that it lacks.

To loop over a copy ends the crash and keeps the entries that nobody put in; `get` with the factory's value reads
without making any.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import argument_of, is_method, parameters, reaching
from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea
from arbase.repair.static.templates.factories import DEFAULTDICT, Missing, Place, missing_of
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "phantom-entries"
_VIEWS = frozenset(("items", "keys", "values"))
_PASSING = frozenset(("enumerate", "zip", "iter", "filter", "map", "reversed"))
_CHANGING = frozenset(("pop", "popitem", "clear", "update", "setdefault"))
_READING = frozenset(
    "len sum sorted min max any all bool list set tuple dict frozenset enumerate reversed zip print str join".split()
)
_LOOKING = frozenset("get items keys values copy count index union intersection difference issubset issuperset".split())


class Loop(NamedTuple):
    """A loop over a mapping: what it loops over, the key's text, and what runs in it."""

    mapping: ast.expr
    key: str
    inside: tuple[ast.AST, ...]


class Read(NamedTuple):
    """`mapping[key]` that may lack, and where."""

    place: Place
    node: ast.Subscript


class PhantomEntries(Template):
    """Read what may not be there with `get`, as the factory says."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each loop of the failing statement over a `defaultdict`."""
        if "changed size during iteration" not in context.crash.message:
            return
        for loop in loops_of(context):
            reads = growing_reads(context, loop)
            here = Place(context.frame.file, context.frame.function)
            missing = missing_of(context, here, loop.mapping) if reads else None
            if missing is None or not all(missing.fixed or _only_read(one) for one in reads):
                continue
            edits = [(one.place.file.path, edit) for one in reads for edit in _edits(one, missing)]
            text = here.file.segment(loop.mapping)
            idea = Idea(NAME, 0.96, f"reading {text} puts in what it lacks, while the loop runs over it")
            yield Draft(NAME, tuple(edits), idea.prior, f"{idea.why}.", location=context.frame.location)


def loops_of(context: Context) -> Iterator[Loop]:
    """The loops of the failing statement over a mapping or one of its views."""
    frame = context.frame
    if isinstance(frame.statement, ast.For):
        inside = tuple(part for statement in frame.statement.body for part in ast.walk(statement))
        yield from _loops(context, frame.statement.target, frame.statement.iter, inside)
    for node in header_nodes(frame.statement):
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            for one in node.generators:
                parts = [part for part in ast.walk(node) if part is not one.iter]
                yield from _loops(context, one.target, one.iter, tuple(parts))


def _loops(context: Context, target: ast.expr, source: ast.expr, inside: tuple[ast.AST, ...]) -> Iterator[Loop]:
    frame = context.frame
    pending = [(source, target)]
    while pending:
        node, bound = pending.pop()
        match node:
            case ast.Call(func=ast.Attribute(attr=view, value=mapping)) if view in _VIEWS:
                first = bound.elts[0] if view == "items" and isinstance(bound, ast.Tuple) and bound.elts else bound
                yield Loop(mapping, ast.unparse(first) if view != "values" else "", inside)
            case ast.Call(func=func, args=given) if last_name(func) in _PASSING:
                passed = bound.elts[-1] if isinstance(bound, ast.Tuple) and bound.elts else bound
                pending.extend((item, passed) for item in given)
            case ast.Name(id=name):
                known = reaching(frame.file, frame.function, name, frame.line)
                held = known[0].value if len(known) == 1 else None
                if isinstance(held, ast.Call) and last_name(held.func) in _VIEWS:
                    pending.append((held, bound))
                else:
                    yield Loop(node, ast.unparse(bound), inside)
            case ast.Attribute():
                yield Loop(node, ast.unparse(bound), inside)


def growing_reads(context: Context, loop: Loop) -> tuple[Read, ...]:
    """Reads in the loop, or in what it calls, of keys that may lack; none where the loop itself changes the mapping."""
    here = Place(context.frame.file, context.frame.function)
    mapping = ast.unparse(loop.mapping)
    found, changed = _reads(here, mapping, loop.inside, loop.key)
    for call in loop.inside:
        for place, name in _handed_on(context, call, mapping) if isinstance(call, ast.Call) else ():
            body = place.function.body if place.function is not None else []
            nodes = tuple(part for statement in body for part in ast.walk(statement))
            more, also = _reads(place, name, nodes, "")
            found, changed = (*found, *more), changed or also
    return () if changed else tuple(dict.fromkeys(found))


def is_grown_by_reading(context: Context, loop: Loop) -> bool:
    """The loop runs over a `defaultdict`, and reads in it are what puts entries in."""
    if not growing_reads(context, loop):
        return False
    here = Place(context.frame.file, context.frame.function)
    seen = context.crash.type_of(loop.mapping).rpartition(".")[2] == DEFAULTDICT
    return seen or missing_of(context, here, loop.mapping) is not None


def _handed_on(context: Context, call: ast.Call, mapping: str) -> Iterator[tuple[Place, str]]:
    """The functions of the repository that a call runs, and what the mapping is called there."""
    known = callee_of(tuple(context.codebase.sources), call)
    if known is None or known[1] is context.frame.function:
        return
    file, function = known
    for item in parameters(function):
        given = argument_of(call, function, item.arg, bound=is_method(file, function))
        if given is not None and ast.unparse(given) == mapping:
            yield Place(file, function), item.arg
            return
    own = mapping.startswith("self.") and ast.unparse(call.func).startswith("self.")
    shared = file is context.frame.file and mapping.isidentifier() and file.function_of(function) is None
    if own or (shared and not any(item.arg == mapping for item in parameters(function))):
        yield Place(file, function), mapping


def _reads(place: Place, mapping: str, nodes: tuple[ast.AST, ...], key: str) -> tuple[tuple[Read, ...], bool]:
    """Reads of other keys than that of the loop, and whether something here changes the mapping on purpose."""
    found: list[Read] = []
    for node in nodes:
        match node:
            case ast.Subscript(value=value, slice=asked) if ast.unparse(value) == mapping:
                if ast.unparse(asked).strip("()") == key.strip("()"):
                    continue
                parent = place.file.parent(node)
                if not isinstance(node.ctx, ast.Load) or isinstance(parent, ast.Expr):
                    return (), True  # put in, taken out, or asked for nothing else than to be there
                if not _is_there(place, node):
                    found.append(Read(place, node))
            case ast.Call(func=ast.Attribute(attr=name, value=value)) if ast.unparse(value) == mapping:
                if name in _CHANGING:
                    return (), True
    return tuple(found), False


def _is_there(place: Place, read: ast.Subscript) -> bool:
    """The key is looked for in front of the read: `if key in flows`."""
    wanted = f"{ast.unparse(read.slice)} in {ast.unparse(read.value)}"
    for outer in place.file.ancestors(read):
        tests = [outer.test] if isinstance(outer, ast.If | ast.IfExp | ast.While) else []
        tests += outer.ifs if isinstance(outer, ast.comprehension) else []
        tests += outer.values if isinstance(outer, ast.BoolOp) and isinstance(outer.op, ast.And) else []
        if isinstance(outer, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            tests += [test for one in outer.generators for test in one.ifs]
        if any(wanted in ast.unparse(test) for test in tests):
            return True
    return False


def _only_read(read: Read) -> bool:
    """Nothing is put into what the read gives: a value of its own would lose it."""
    file, function = read.place
    parent = file.parent(read.node)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        scope = function if function is not None else file.tree
        name = parent.targets[0].id
        uses = [node for node in ast.walk(scope) if isinstance(node, ast.Name) and node.id == name]
        return all(isinstance(node.ctx, ast.Store) or _is_looked_at(read.place, node) for node in uses)
    return _is_looked_at(read.place, read.node)


def _is_looked_at(place: Place, node: ast.expr) -> bool:
    match place.file.parent(node):
        case ast.Call(func=func, args=given) if any(item is node for item in given):
            return last_name(func) in _READING
        case ast.Attribute(attr=name) as whole:
            parent = place.file.parent(whole)
            called = isinstance(parent, ast.Call) and parent.func is whole
            return name in _LOOKING if called else isinstance(whole.ctx, ast.Load)
        case ast.Subscript(ctx=ctx, value=value) if value is node:
            return isinstance(ctx, ast.Load)
        case ast.For(iter=source) | ast.comprehension(iter=source):
            return source is node
        case ast.BoolOp() as whole:
            return _is_looked_at(place, whole)
        case ast.IfExp(test=test):
            return test is node
        case ast.Compare() | ast.UnaryOp() | ast.BinOp() | ast.FormattedValue() | ast.Starred() | ast.If():
            return True
    return False


def _edits(read: Read, missing: Missing) -> list[Edit]:
    file, node = read.place.file, read.node
    asked = file.segment(node.slice)
    if isinstance(node.slice, ast.Tuple) and not asked.startswith("("):
        asked = f"({asked})"
    return [Edit(file.span(node.value)[1], file.span(node)[1], f".get({asked}, {missing.text})")]
