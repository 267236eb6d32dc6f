"""What the repository has a function of its own for, done by hand: the function knows how to do it with care.

`payload["phone"]` where `require(payload, "name")` stands beside it; `datetime.combine(day, clock)` where
`local(day, clock, zone)` does the same with a zone. Found by unification: the function's body holds the failing
expression, with its parameters for what differs. What else it asks for is what other calls of it hand over.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import CallSite, argument_of, is_bound_at, is_method, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.unify import Bound, unified, written_out
from arbase.workspace.tree import Function

NAME = "own-function"
_SEVERAL = (ast.Dict, ast.DictComp, ast.Set, ast.List)
FRAMES = 3
MOST = 12
DEEPEST = 2
# A parameter of such a name is told the key or the name of what is read.
_NAMING = frozenset(("name", "field", "key", "label", "what", "parameter", "column", "attribute"))


@dataclass(frozen=True)
class _Place:
    """An expression that may be done by a function instead; `away` frames from the crash."""

    file: SourceFile
    function: Function | None
    node: ast.expr
    line: int
    away: int


class OwnFunction(Template):
    """The call of the function in the place of what it does."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each function that does what the failing expression does, at most `MOST`."""
        yield from _by_path(context)
        yield from _by_sibling(context)
        places = list(_places(context))
        running = {frame.function for frame in context.crash.frames}
        count = 0
        for file in context.codebase.sources:
            for function in file.functions:
                sites = context.flow.call_sites(function.name)
                if function in running or not sites or len(file.qualified_name(function).split(".")) > DEEPEST:
                    continue
                for draft in self._of(context, file, function, places):
                    yield draft
                    count += 1
                    if count >= MOST:
                        return

    def _of(self, context: Context, file: SourceFile, function: Function, places: list[_Place]) -> Iterator[Draft]:
        names = {item.arg for item in parameters(function)}
        if isinstance(file.parent(function), ast.ClassDef) and not is_method(file, function):
            return
        cores = _cores(file, function)
        found: dict[ast.stmt, list[tuple[_Place, str]]] = {}
        for place in places:
            statement = place.file.statement_of(place.node)
            done = found.setdefault(statement, []) if statement is not None else []
            if any(place.node in set(ast.walk(earlier.node)) for earlier, _ in done):
                continue
            for core in cores:
                bound = unified(core, place.node, names)
                text = self._call(context, file, function, place, bound) if bound else None
                if text is not None and _is_precedented(context, function, bound or {}, core):
                    done.append((place, text))
                    break
        for matched in found.values():
            if not matched:
                continue
            # The simplest of what behaves alike would win, and leave the same mistake beside it.
            more = list(self._also(context, file, function, matched[0][0]))
            yield self._draft(context, file, function, more if len(more) > len(matched) else matched)

    def _also(
        self, context: Context, file: SourceFile, function: Function, first: _Place
    ) -> Iterator[tuple[_Place, str]]:
        """The same thing done by hand to the same record in the rest of the function: the same mistake."""
        names = {item.arg for item in parameters(function)}
        cores = _cores(file, function)
        root = _root(first.node)
        for node in own_nodes(first.function) if first.function is not None and root else ():
            if not isinstance(node, type(first.node)) or _root(node) != root:
                continue
            place = _Place(first.file, first.function, node, node.lineno, first.away)
            for core in cores:
                bound = unified(core, node, names)
                text = self._call(context, file, function, place, bound) if bound else None
                if text is not None:
                    yield place, text
                    break

    def _draft(
        self,
        context: Context,
        file: SourceFile,
        function: Function,
        matched: list[tuple[_Place, str]],
    ) -> Draft:
        first = matched[0][0]
        sites = context.flow.call_sites(function.name)
        beside = any(site.function is first.function for site in sites)
        near = any(site.file is first.file for site in sites)
        site = min(sites, key=lambda one: (one.function is not first.function, one.file is not first.file))
        prior = 0.78 + 0.12 * beside + 0.05 * near - 0.06 * first.away
        edits: list[Edit] = [replace(place.file, place.node, text) for place, text in matched]
        reference = None if is_method(file, function) else _reference(context, file, function, first.file)
        where = f"{site.file.path}:{site.call.lineno}"
        idea = Idea(NAME, prior, f"{function.name} is there for this, {where} calls it", where)
        if reference is not None and reference[1]:
            idea = Idea(NAME, prior, idea.why, where, (reference[1],))
        return edited(context, idea, first.file, *edits)

    def _call(self, context: Context, file: SourceFile, function: Function, place: _Place, bound: Bound) -> str | None:
        """The call as text; None where an argument is not known or the function cannot be named there."""
        positional = [*function.args.posonlyargs, *function.args.args]
        reference = _reference(context, file, function, place.file)
        if is_method(file, function):
            owner = bound.get(positional[0].arg)
            named = f"{place.file.segment(owner)}.{function.name}" if owner is not None else ""
            positional = positional[1:]
            own = place.file.class_of(place.function) if place.function is not None else None
            inside = own is not None and own is file.class_of(function)
            if last_name(owner) in ("cls", "") or (last_name(owner) == "self" and not (inside and _raises(function))):
                return None
        elif reference is not None:
            named = reference[0]
        else:
            return None
        optional = _optional(function)
        written: list[str] = []
        skipped = False
        for item in [*positional, *function.args.kwonlyargs]:
            text = place.file.segment(bound[item.arg]) if item.arg in bound else None
            if text is None and item.arg in optional:
                skipped = True
                continue
            text = text or _other_argument(context, function, item.arg, place)
            if text is None:
                return None
            by_name = skipped or item in function.args.kwonlyargs
            written.append(f"{item.arg}={text}" if by_name else text)
        awaited = "await " if isinstance(function, ast.AsyncFunctionDef) else ""
        if awaited and not isinstance(place.function, ast.AsyncFunctionDef):
            return None
        return f"{awaited}{named}({', '.join(written)})"


def _cores(file: SourceFile, function: Function) -> list[ast.expr]:
    """What a function may be there for: its parts, but for those that are one of several in what it puts together."""
    parts = [node for node in own_nodes(function) if isinstance(node, ast.Call | ast.Subscript | ast.BinOp)]
    alone = [part for part in parts if not any(isinstance(outer, _SEVERAL) for outer in _inside(file, part))]
    out = [written for part in alone if isinstance(part, ast.Call) and (written := written_out(part, function))]
    return [*alone, *out]


def _inside(file: SourceFile, part: ast.expr) -> Iterator[ast.AST]:
    """The expressions around a part, up to its statement."""
    for outer in file.ancestors(part):
        if isinstance(outer, ast.stmt):
            return
        yield outer


def _raises(function: Function) -> bool:
    """It says what is wrong where another one just fails."""
    return any(isinstance(node, ast.Raise) for node in own_nodes(function))


def _root(node: ast.expr) -> str:
    """The name of the record whose entry or attribute an expression reads; empty where it reads none or several."""
    parts = list(ast.walk(node))
    called = {last_name(getattr(part.func, "value", part.func)) for part in parts if isinstance(part, ast.Call)}
    entries = [part for part in parts if isinstance(part, ast.Subscript | ast.Attribute)]
    read = {part.value.id for part in entries if isinstance(part.value, ast.Name)} - called
    return read.pop() if len(read) == 1 else ""


def _optional(function: Function) -> set[str]:
    """The parameters that have a default."""
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    found = {item.arg for item in positional[len(positional) - len(spec.defaults) :]} if spec.defaults else set()
    return found | {item.arg for item, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value}


def _by_sibling(context: Context) -> Iterator[Draft]:
    """`events.require(key)` for `events.get(key)`: a method beside the one that gave None, which raises instead."""
    node, crash = context.crash.node, context.crash
    if node is None or "NoneType" not in crash.message:
        return
    for name in [item for item in ast.walk(node) if isinstance(item, ast.Name | ast.Call)]:
        origin = origin_of(crash, name)
        call = origin.node
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not crash.is_none(name):
            continue
        file, owner = origin.frame.file, last_name(call.func.value)
        for other in _raising_siblings(context, call.func.attr):
            sites = context.flow.call_sites(other)
            same = [site for site in sites if isinstance(site.call.func, ast.Attribute)]
            named = [site for site in same if last_name(getattr(site.call.func, "value", None)) == owner]
            if not same:
                continue
            where = f"{(named or same)[0].file.path}:{(named or same)[0].call.lineno}"
            idea = Idea(
                NAME, 0.9 if named else 0.78, f"{other} says what is wrong where {call.func.attr} finds nothing", where
            )
            yield edited(context, idea, file, replace(file, call.func, f"{file.segment(call.func.value)}.{other}"))


def _raising_siblings(context: Context, method: str) -> list[str]:
    """Methods with the parameters of a method of that name in the same class, which raise something."""
    found: dict[str, None] = {}
    for _, owner in context.statuses.classes.values():
        methods = {item.name: item for item in owner.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}
        own = methods.get(method)
        for name, item in methods.items() if own is not None else ():
            alike = own is not None and [one.arg for one in parameters(item)] == [one.arg for one in parameters(own)]
            raises = any(isinstance(part, ast.Raise) for part in own_nodes(item))
            if name != method and alike and raises and type(item) is type(own):
                found.setdefault(name)
    return list(found)


def _by_path(context: Context) -> Iterator[Draft]:
    """`dig(payload, "data", "id")` for `payload["data"]["id"]`, where other code reads the same mapping so."""
    file, node = context.frame.file, context.crash.node
    if node is None or context.crash.exception not in ("KeyError", "TypeError", "IndexError"):
        return
    outer = [item for item in file.ancestors(node) if isinstance(item, ast.Subscript)]
    top = outer[-1] if outer else node
    keys: list[str] = []
    root: ast.expr = top
    while isinstance(root, ast.Subscript) and isinstance(root.slice, ast.Constant):
        keys.insert(0, file.segment(root.slice))
        root = root.value
    if not keys or not isinstance(root, ast.Name):
        return
    for source in context.codebase.sources:
        for function in source.functions:
            for site in context.flow.call_sites(function.name) if function.args.vararg is not None else ():
                first, rest = site.call.args[:1], site.call.args[1:]
                plain = rest and all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in rest)
                reference = _reference(context, source, function, file)
                if plain and last_name(first[0]) == root.id and reference is not None:
                    where = f"{site.file.path}:{site.call.lineno}"
                    needed = (reference[1],) if reference[1] else ()
                    idea = Idea(NAME, 0.85, f"{function.name} reads {root.id} at {where}", where, needed)
                    yield edited(
                        context, idea, file, replace(file, top, f"{reference[0]}({root.id}, {', '.join(keys)})")
                    )
                    break


def _places(context: Context) -> Iterator[_Place]:
    """The failing expression with what is around and in it, what made its values, what was running above."""
    crash = context.crash
    frame = crash.frame
    if crash.node is not None:
        around = [node for node in frame.file.ancestors(crash.node) if isinstance(node, ast.expr)]
        inner = [node for node in ast.walk(crash.node) if isinstance(node, ast.expr)]
        seen = [*reversed(around), *inner]
        seen += [node for node in header_nodes(frame.statement) if isinstance(node, ast.expr)]
        yield from (_at(frame, node, 0) for node in dict.fromkeys(seen))
        for node in inner:
            if isinstance(node, ast.Name):
                origin = origin_of(crash, node)
                away = len(crash.frames) - 1 - origin.frame_index
                yield from (_at(origin.frame, part, away) for part in _expressions(origin.node))
                yield from _answered(context, origin.node, away)
    for away, outer in enumerate(reversed(crash.frames[-FRAMES:-1]), 1):
        yield from (_at(outer, node, away) for node in header_nodes(outer.statement) if isinstance(node, ast.expr))


def _answered(context: Context, made: ast.expr, away: int) -> Iterator[_Place]:
    """What a function that has returned puts its answer together of, where that answer is the value that fails."""
    found = callee_of(context.codebase.sources, made) if isinstance(made, ast.Call) else None
    for node in own_nodes(found[1]) if found is not None else ():
        if found is not None and isinstance(node, ast.Return) and node.value is not None:
            yield from (_Place(*found, part, part.lineno, away) for part in _expressions(node.value))


def _expressions(node: ast.AST) -> list[ast.expr]:
    return [part for part in ast.walk(node) if isinstance(part, ast.expr)]


def _at(frame: Frame, node: ast.expr, away: int) -> _Place:
    return _Place(frame.file, frame.function, node, node.lineno, away)


def _is_precedented(context: Context, function: Function, bound: Bound, core: ast.expr) -> bool:
    """For what is as common as a subscript, the function must be called elsewhere on something of the same name."""
    if not isinstance(core, ast.Subscript) and not (isinstance(core, ast.Call) and last_name(core.func) == "get"):
        return True
    names = {last_name(node) for node in bound.values() if isinstance(node, ast.Name | ast.Attribute)}
    given = {last_name(item) for site in context.flow.call_sites(function.name) for item in site.call.args}
    return bool(names & given - {""})


def _other_argument(context: Context, function: Function, name: str, place: _Place) -> str | None:
    """What is handed over for a parameter that the failing expression says nothing of."""
    key = next((part.value for part in ast.walk(place.node) if isinstance(part, ast.Constant)), None)
    if name in _NAMING and isinstance(key, str):
        return repr(key).replace("'", '"') if '"' not in key else repr(key)
    if is_bound_at(place.file, place.function, name, place.line):
        return name
    texts = [
        site.file.segment(given)
        for site in sorted(context.flow.call_sites(function.name), key=lambda one: one.file is not place.file)
        if (given := _given(site, function, name)) is not None and _has_values(given, place)
    ]
    if texts:
        return texts[0]
    scope: ast.AST = place.function if place.function is not None else place.file.tree
    for node in own_nodes(scope):
        if isinstance(node, ast.Attribute) and node.attr == name and _has_values(node, place):
            return place.file.segment(node)
    return None


def _given(site: CallSite, function: Function, name: str) -> ast.expr | None:
    return argument_of(site.call, function, name, bound=False)


def _has_values(node: ast.expr, place: _Place) -> bool:
    """Every name in it has a value at the place, and it is more than a literal."""
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    plain = all(isinstance(part, ast.Name | ast.Attribute | ast.expr_context) for part in ast.walk(node))
    return bool(names) and plain and all(is_bound_at(place.file, place.function, name, place.line) for name in names)


def _reference(context: Context, source: SourceFile, function: Function, target: SourceFile) -> tuple[str, str] | None:
    """How `target` names the function, and the import that takes; None where it cannot."""
    for site in context.flow.call_sites(function.name):
        if site.file is target:
            return target.segment(site.call.func), ""
    needed = import_of(function.name, source, target, context.service.source_roots)
    return None if needed is None else (function.name, needed)
