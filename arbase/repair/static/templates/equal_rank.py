"""Two of equal rank among things that have no order: the rank alone is compared, by `key`.

`(rank, thing)` compares the things where the ranks are equal. Sorting and merging are stable, so what was first stays
so; a heap is not, so a counter between rank and thing keeps who came first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.ordered_name import ordered_names
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "equal-rank"
_SAID = re.compile(r"'[<>]=?' not supported between instances of '([\w.]+)' and '([\w.]+)'")
_ORDERED = frozenset(("sorted", "sort", "min", "max", "merge", "nsmallest", "nlargest"))
# What has an order of its own, or none that a rank in front of it would need.
_PLAIN = frozenset("int float str bytes bool date datetime time timedelta Decimal NoneType tuple list".split())
# A first order and then another: what is of equal rank is not left as it came.
_SECOND = re.compile(
    r"\bthen by\b|\b(?:ties?|same|equal|equals|equally|alike|tied|draws?)\b[^.;]*\bby\b", re.IGNORECASE
)
_ARRIVAL = re.compile(r"\b(?:came|come|arriv\w+|added|fifo|queued|submitted|oldest|first.in)\b", re.IGNORECASE)
_PUSHES = frozenset(("heappush", "heappushpop", "heapreplace"))
MAX_DEPTH = 4


class EqualRank(Template):
    """Compare the first parts only."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a call that puts tuples in order whose last part has no order."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "TypeError" or said is None or said[1] != said[2] or said[1] in _PLAIN:
            return
        told = _told(context)
        if _SECOND.search(told):
            return
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call):
                continue
            if last_name(call.func) in _ORDERED:
                yield from _by_key(context, call, said[1])
            pushed = last_name(call.func) in _PUSHES and len(call.args) == 2
            # What has a name of its own may go by that, unless somebody says that it goes by its turn.
            if pushed and (
                not ordered_names(context.codebase.sources, context.statuses.classes, said[1]) or _ARRIVAL.search(told)
            ):
                yield from _counted(context, call, said[1])


def _told(context: Context) -> str:
    function = context.frame.function
    owner = context.frame.file.class_of(function) if function is not None else None
    return " ".join(ast.get_docstring(one) or "" for one in (function, owner) if one is not None)


def _by_key(context: Context, call: ast.Call, kind: str) -> Iterator[Draft]:
    file, name = context.frame.file, last_name(call.func)
    if any(word.arg in ("key", None) for word in call.keywords):
        return
    things = call.func.value if name == "sort" and isinstance(call.func, ast.Attribute) else None
    if things is None:
        place = 1 if name in ("nsmallest", "nlargest") else 0
        things = call.args[place] if len(call.args) > place else None
    if things is None or (name in ("min", "max") and len(call.args) != 1):
        return
    inner = list(_elements(context, things.value, 0)) if isinstance(things, ast.Starred) else [things]
    sizes = {size for one in inner for size in _sizes(context, one)}
    if len(sizes) != 1 or min(sizes) < 2:
        return
    bound, rank = ("pair", "pair[0]") if sizes == {2} else ("item", "item[:-1]")
    idea = Idea(NAME, 0.89, f"two of equal rank are not told apart by {kind}, which has no order")
    if _is_bare(file, call):
        text = f"({file.segment(call.args[0])}, key=lambda {bound}: {rank})"
        yield edited(context, idea, file, replace(file, call.args[0], text))
        return
    end = file.span(call)[1] - 1
    comma = "" if file.text[:end].rstrip().endswith(("(", ",")) else ", "
    yield edited(context, idea, file, Edit(end, end, f"{comma}key=lambda {bound}: {rank}"))


def _is_bare(file: SourceFile, call: ast.Call) -> bool:
    """`sorted(x for x in xs)`: with another argument the expression needs brackets of its own."""
    given = call.args[0] if len(call.args) == 1 else None
    return isinstance(given, ast.GeneratorExp) and file.span(given)[1] == file.span(call)[1]


def _sizes(context: Context, node: ast.expr) -> Iterator[int]:
    """How many parts the tuples have of which an iterable is made; 0 for an element that is something else."""
    if isinstance(node, ast.Call) and last_name(node.func) == "zip":
        yield len(node.args)
        return
    for inner in _elements(context, node, 0):
        # A function may make the pair: `sorted(ranked(one) for one in things)`.
        known = callee_of(tuple(context.codebase.sources), inner) if isinstance(inner, ast.Call) else None
        made = [part.value for part in ast.walk(known[1]) if isinstance(part, ast.Return)] if known else [inner]
        yield from (len(one.elts) if isinstance(one, ast.Tuple) else 0 for one in made or [None])


def _elements(context: Context, node: ast.expr, depth: int) -> Iterator[ast.expr]:
    """What the elements of an iterable are, as far as the program makes them in sight."""
    frame = context.frame
    match node:
        case _ if depth > MAX_DEPTH:
            return
        case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element) | ast.SetComp(elt=element):
            yield element
        case ast.List(elts=items):
            yield from items
        case ast.Call(func=func, args=[inner]) if last_name(func) in ("list", "iter", "sorted", "tuple", "reversed"):
            yield from _elements(context, inner, depth + 1)
        case ast.Call():
            known = callee_of(tuple(context.codebase.sources), node)
            for part in ast.walk(known[1]) if known is not None else ():
                if isinstance(part, ast.Yield) and part.value is not None:
                    yield part.value
                elif isinstance(part, ast.Return) and isinstance(part.value, ast.ListComp | ast.GeneratorExp):
                    yield part.value.elt
        case ast.Name(id=name):
            for found in reaching(frame.file, frame.function, name, frame.line + 1):
                if found.value is not None:
                    yield from _elements(context, found.value, depth + 1)
            yield from _appended(context, name)


def _appended(context: Context, name: str) -> Iterator[ast.expr]:
    """What is put into a list of the function one by one."""
    scope: ast.AST = context.frame.function if context.frame.function is not None else context.frame.file.tree
    for node in ast.walk(scope):
        match node:
            case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=owner)), args=[given]) if owner == name:
                yield given


def _counted(context: Context, call: ast.Call, kind: str) -> Iterator[Draft]:
    """`heappush(heap, (rank, next(order), thing))`, and one part more wherever the heap's tuples are taken apart."""
    frame, file = context.frame, context.frame.file
    heap = ast.unparse(call.args[0])
    held = heap.startswith("self.")
    scope: ast.AST | None = file.class_of(call) if held else frame.function
    made = _first_made(scope, heap) if scope is not None else None
    if scope is None or made is None or not isinstance(made.value, ast.List) or not file.starts_line(made):
        return
    tuples = [*made.value.elts]
    edits: list[Edit] = []
    popped = False
    for node in ast.walk(scope):
        if not isinstance(node, ast.Name | ast.Attribute) or ast.unparse(node) != heap or node in made.targets:
            continue
        use = file.parent(node)
        if isinstance(use, ast.Call) and last_name(use.func) in _PUSHES and len(use.args) == 2:
            tuples.append(use.args[1])
        elif isinstance(use, ast.Call) and last_name(use.func) == "heappop":
            taken = _taken(file, use)
            if taken is None:
                return
            edits.extend(taken)
            popped = True
        elif isinstance(use, ast.Call) and last_name(use.func) in ("len", "bool"):
            continue
        elif not isinstance(use, ast.While | ast.If | ast.UnaryOp):
            return  # read in another way: nobody knows what its parts are taken for
    order = "self.order" if held else "order"
    if not popped or order in {ast.unparse(node) for node in ast.walk(scope) if isinstance(node, ast.expr)}:
        return
    if not all(isinstance(one, ast.Tuple) and len(one.elts) == 2 for one in tuples):
        return
    counter, needed = spelled(file, "itertools", "count", ("itertools.count", "import itertools"))
    start = file.line_start(made.lineno)
    edits.append(Edit(start, start, f"{file.indent(made)}{order} = {counter}(){file.newline}"))
    for one in tuples:
        at = file.span(one.elts[-1])[0] if isinstance(one, ast.Tuple) else 0
        edits.append(Edit(at, at, f"next({order}), "))
    why = f"two of equal rank come in the order in which they were put in; {kind} has none"
    yield edited(context, Idea(NAME, 0.86, why, "", needed), file, *edits)


def _first_made(scope: ast.AST, heap: str) -> ast.Assign | None:
    """The one statement that makes the heap."""
    found = [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == heap for target in node.targets)
    ]
    return found[0] if len(found) == 1 else None


def _taken(file: SourceFile, pop: ast.Call) -> list[Edit] | None:
    """`rank, thing = heappop(heap)` gets one more name, `heappop(heap)[1]` the next index; None for anything else."""
    match file.parent(pop):
        case ast.Assign(targets=[ast.Tuple(elts=[_, last])]):
            at = file.span(last)[0]
            return [Edit(at, at, "_, ")]
        case ast.Subscript(slice=ast.Constant(value=1) as index):
            return [Edit(*file.span(index), "2")]
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            return []
    return None
