"""The layout of a line of fixed width: each field begins where the one before it ended, but for one bound."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "layout"
# So many other bounds have to meet before one that does not is taken for a slip; a gap may be a filler.
MEETING, BESIDE_A_GAP = 2, 3
_UNREADABLE = frozenset(("ValueError", "InvalidOperation", "KeyError"))


class Bounds(NamedTuple):
    """Where a field begins and ends, as written."""

    start: ast.Constant
    end: ast.Constant


class Layout(Template):
    """Let the two bounds meet, one way or the other."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every table of fields that the functions of the crash read, where just one bound is off."""
        if context.crash.exception not in _UNREADABLE:
            return
        done: set[int] = set()
        for frame in reversed(context.crash.frames[-3:]):
            function = frame.function
            if function is None or id(function) in done:
                continue
            done.add(id(function))
            read = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            read |= {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
            for file in context.codebase.sources:
                for fields in _tables(file, read):
                    yield from _meeting(context, file, fields)
            for fields in _cut(function):
                yield from _meeting(context, frame.file, fields)


def _meeting(context: Context, file: SourceFile, fields: list[Bounds]) -> Iterator[Draft]:
    pairs = list(pairwise(fields))
    off = [(one, other) for one, other in pairs if one.end.value != other.start.value]
    if len(off) != 1:
        return
    (before, after) = off[0]
    numbers = [bound.value for field in fields for bound in field]
    gap = _number(after.start) > _number(before.end)
    if len(pairs) - 1 < (BESIDE_A_GAP if gap else MEETING) or not all(type(one) is int for one in numbers):
        return
    why = "every other field begins where the one before it ended"
    for bound, other in ((after.start, before.end), (before.end, after.start)):
        place = f"{file.path}:{other.lineno}"
        yield edited(context, Idea(NAME, 0.88, why, place), file, replace(file, bound, str(other.value)))


def _number(bound: ast.Constant) -> int:
    return bound.value if isinstance(bound.value, int) else 0


def _tables(file: SourceFile, read: set[str]) -> Iterator[list[Bounds]]:
    """Tables of a module or class of these names: `{"plate": slice(0, 8)}`, `[("plate", 0, 8)]` and the like."""
    for node in file.nodes:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        name = target.id if isinstance(target, ast.Name) else ""
        if name not in read or file.function_of(node) is not None:
            continue
        items: list[ast.expr] = []
        if isinstance(value, ast.Dict):
            items = value.values
        elif isinstance(value, ast.List | ast.Tuple):
            items = value.elts
        fields = [_bounds(item) for item in items]
        if fields and all(fields):
            yield [field for field in fields if field is not None]


def _bounds(item: ast.expr) -> Bounds | None:
    match item:
        case ast.Call(args=[*_, ast.Constant(value=int()) as start, ast.Constant(value=int()) as end], keywords=[]):
            return Bounds(start, end)
        case ast.Tuple(elts=[*_, ast.Constant(value=int()) as start, ast.Constant(value=int()) as end]):
            return Bounds(start, end)
        case ast.Tuple(elts=[_, inner]):
            return _bounds(inner)
    return None


def _cut(function: ast.AST) -> Iterator[list[Bounds]]:
    """The slices of one text in a function: `line[0:8]`, `line[8:12]`, as they come."""
    found: dict[str, dict[tuple[int, int], Bounds]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Subscript(
                value=ast.Name(id=name),
                slice=ast.Slice(
                    lower=ast.Constant(value=int()) as start, upper=ast.Constant(value=int()) as end, step=None
                ),
            ):
                found.setdefault(name, {})[node.lineno, node.col_offset] = Bounds(start, end)
    for cuts in found.values():
        fields = [cuts[place] for place in sorted(cuts)]
        if all(_number(one.start) < _number(other.start) for one, other in pairwise(fields)):
            yield fields
