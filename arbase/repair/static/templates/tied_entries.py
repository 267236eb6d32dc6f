"""Entries of a heap that tie compare what they are about; a name of the thing in front of it tells them apart.

The entry may be made where it is pushed, or by an own function that several places use.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from arbase.repair.static.edit import Edit
from arbase.repair.static.ordered_name import ordered_names
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "tied-entries"
_SAID = re.compile(r"'[<>]=?' not supported between instances of '([\w.]+)' and '([\w.]+)'")
_ARRIVAL = re.compile(r"\b(?:came|come|arriv\w+|added|inserted|fifo|queued|submitted|oldest|first.in)\b", re.IGNORECASE)
_TIES = re.compile(r"\b(?:ties?|tied|same|equal|equals|equally|alike|draws?|then by)\b", re.IGNORECASE)
# An order that goes down: a name in front of the thing would turn it round.
_DOWN = re.compile(
    r"\b(?:highest|largest|greatest|biggest|last|latest|newest|longest|heaviest|descending)\b", re.IGNORECASE
)
_PUSHES = frozenset(("heappush", "heappushpop", "heapreplace"))
_HEAPS = _PUSHES | {"heapify", "heappop"}


@dataclass
class _Heap:
    """What is known of a heap: the tuples that go in, and the edits of what takes them apart.

    `makers` are the own functions that return such tuples, and `made` is how often they are called for the heap.
    """

    entries: dict[int, tuple[SourceFile, ast.Tuple]] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    makers: set[str] = field(default_factory=set)
    made: int = 0


class TiedEntries(Template):
    """`(rank, thing.number, thing)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the heap of the crashed statement."""
        said = _SAID.search(context.crash.message)
        if context.crash.exception != "TypeError" or said is None or said[1] != said[2]:
            return
        for call in header_nodes(context.frame.statement):
            if isinstance(call, ast.Call) and last_name(call.func) in _HEAPS and call.args:
                heap = _heap_of(context, ast.unparse(call.args[0]))
                if heap is not None and heap.entries:
                    yield from _named(context, heap, said[1])
                return


def _heap_of(context: Context, name: str) -> _Heap | None:
    """Everything that is done with the heap in its function, or class; None where something is not understood."""
    frame, file = context.frame, context.frame.file
    scope: ast.AST | None = frame.function
    if name.startswith("self.") and frame.function is not None:
        scope = file.class_of(frame.function)
    heap = _Heap()
    uses = [node for node in ast.walk(scope) if isinstance(node, ast.Name | ast.Attribute)] if scope is not None else []
    if not all(_use(context, heap, node) for node in uses if ast.unparse(node) == name):
        return None
    spoken = [node for source in context.codebase.sources for node in source.nodes]
    spoken_of = sum(isinstance(node, ast.Name | ast.Attribute) and last_name(node) in heap.makers for node in spoken)
    # What is used for something else as well may not change its shape.
    return heap if spoken_of == heap.made else None


def _use(context: Context, heap: _Heap, node: ast.Name | ast.Attribute) -> bool:
    """Note one use of the heap; False where it is not one that is understood."""
    file = context.frame.file
    use = file.parent(node)
    match use:
        case ast.Assign(targets=[target], value=value) if target is node:
            return _put_in_first(context, heap, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value) if target is node:
            return _put_in_first(context, heap, value)
        case ast.Call(args=[given, entry]) if given is node and last_name(use.func) in _PUSHES:
            return _put_in(context, heap, entry) and (last_name(use.func) == "heappush" or _taken(file, heap, use))
        case ast.Call(args=[given]) if given is node and last_name(use.func) == "heappop":
            return _taken(file, heap, use)
        case ast.Call(args=[given]) if given is node and last_name(use.func) in ("heapify", "len", "bool"):
            return True
        case ast.Attribute(attr="append") if isinstance(call := file.parent(use), ast.Call) and len(call.args) == 1:
            return _put_in(context, heap, call.args[0])
        case ast.Subscript(value=value) if value is node and isinstance(use.ctx, ast.Load):
            return _taken(file, heap, use)
        case ast.While() | ast.If() | ast.UnaryOp() | ast.BoolOp():
            return True
    return False


def _put_in_first(context: Context, heap: _Heap, value: ast.expr) -> bool:
    match value:
        case ast.List(elts=items):
            return all(_put_in(context, heap, item) for item in items)
        case ast.ListComp(elt=element):
            return _put_in(context, heap, element)
    return False


def _put_in(context: Context, heap: _Heap, entry: ast.expr) -> bool:
    """The tuple that an entry is, or that the own function returns which makes it."""
    if isinstance(entry, ast.Tuple):
        heap.entries[id(entry)] = (context.frame.file, entry)
        return len(entry.elts) > 1
    known = callee_of(context.codebase.sources, entry) if isinstance(entry, ast.Call) else None
    if known is None:
        return False
    made = [node.value for node in ast.walk(known[1]) if isinstance(node, ast.Return | ast.Yield)]
    for one in made:
        if not isinstance(one, ast.Tuple) or len(one.elts) < 2:
            return False
        heap.entries[id(one)] = (known[0], one)
    heap.makers.add(known[1].name)
    heap.made += 1
    return bool(made)


def _taken(file: SourceFile, heap: _Heap, entry: ast.expr) -> bool:
    """What takes an entry apart gets one more name, or the next index where it speaks of the last part."""
    use = file.parent(entry)
    sizes = {len(one.elts) for _, one in heap.entries.values()} or {0}
    match use:
        case ast.Assign(targets=[ast.Tuple(elts=[*_, last] as names)], value=value) if value is entry:
            if any(isinstance(one, ast.Starred) for one in names):
                return False
            at = file.span(last)[0]
            heap.edits.append(Edit(at, at, "_, "))
            return True
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            return True
        case ast.Subscript(slice=ast.Constant(value=int() as index)) if len(sizes) == 1:
            size = min(sizes)
            if size and index == size - 1:
                heap.edits.append(Edit(*file.span(use.slice), str(size)))
            return bool(size) and 0 <= index < size
        case ast.Expr():
            return True
    return False


def _named(context: Context, heap: _Heap, kind: str) -> Iterator[Draft]:
    entries = list(heap.entries.values())
    name = _told_name(context, _told(context, entries), kind)
    if not name or len({len(one.elts) for _, one in entries}) != 1:
        return
    edits = [(context.frame.file.path, edit) for edit in heap.edits]
    for file, entry in entries:
        last = entry.elts[-1]
        if not isinstance(last, ast.Name | ast.Attribute | ast.Subscript):
            return
        if f"{file.segment(last)}.{name}" in file.segment(entry):
            return  # two of one name tie still
        at = file.span(last)[0]
        edits.append((file.path, Edit(at, at, f"{file.segment(last)}.{name}, ")))
    why = f"two that come out alike cannot be told apart by {kind} itself, but by its {name}"
    yield Draft(NAME, tuple(dict.fromkeys(edits)), 0.86, f"{why}.", "", context.frame.location)


def _told_name(context: Context, told: Sequence[str], kind: str) -> str:
    """The best name, or the one of which somebody says that it decides; empty where the order is said to be another."""
    if any(_ARRIVAL.search(text) for text in told):
        return ""  # which came first is not told by what it is called
    ties = [sentence for text in told for sentence in re.split(r"[.;]\s", text) if _TIES.search(sentence)]
    if any(_DOWN.search(sentence) for sentence in ties):
        return ""
    names = ordered_names(context.codebase.sources, context.statuses.classes, kind, loose=bool(ties))
    for sentence in ties[:1]:
        names = [name for name in names if re.search(rf"\b{re.escape(name.rpartition('.')[2])}s?\b", sentence)]
    return names[0] if names else ""


def _told(context: Context, entries: Sequence[tuple[SourceFile, ast.Tuple]]) -> list[str]:
    """What is written of the function that crashed, of those that make the entries, and of their classes."""
    frame = context.frame
    found: list[str] = []
    around = [(frame.file, frame.function), *((file, file.function_of(entry)) for file, entry in entries)]
    for file, function in around:
        if function is not None:
            owner = file.class_of(function)
            found += [ast.get_docstring(one) or "" for one in (function, owner) if one is not None]
    return list(dict.fromkeys(found))
