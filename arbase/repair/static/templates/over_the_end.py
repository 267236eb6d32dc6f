"""A table that is filled from one hour to another lacks what goes over the end of the day, where all begins again.

`range(22, 6)` is empty, though 22 to 6 is a night. That such spans are meant tells what counts them elsewhere in the
repository: `(end - start) % 24 or 24` of the same two fields. Weekdays and months of the year go round alike.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "over-the-end"
_NUMBER = re.compile(r"\d{1,3}")
_STEPS = ("step", "offset", "place")


class _Span(NamedTuple):
    """`range(first, last)`, or `range(first, last + 1)` where the last one belongs to it."""

    call: ast.Call
    first: ast.expr
    last: ast.expr
    closed: bool


class _Counted(NamedTuple):
    """What counts a span round the circle, and the class and name where that is all that a function of it gives."""

    size: int
    place: str
    owner: ast.ClassDef | None
    name: str


class OverTheEnd(Template):
    """`(start + step) % 24 for step in range((end - start) % 24 or 24)` for `range(start, end)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a number that lacks in a mapping whose keys are those of a span, which the repository counts round."""
        node, key = context.crash.node, context.crash.message
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript) or not _NUMBER.fullmatch(key):
            return
        for file, function in _makers(context, node.value):
            spans = [span for one in own_nodes(function) if (span := _span(file, one)) is not None]
            if len(spans) != 1:
                continue
            span = spans[0]
            counted = list(_counted(context, span))
            step = next((name for name in _STEPS if name not in _names(function)), "")
            if len({one.size for one in counted}) == 1 and step and int(key) < counted[0].size:
                size, first = counted[0].size, file.segment(span.first)
                text = f"(({first} + {step}) % {size} for {step} in range({_length(context, file, span, counted)}))"
                why = f"{file.segment(span.call)} lacks what goes over the end, where {size} begin again"
                idea = Idea(NAME, 0.9, why, counted[0].place)
                yield edited(context, idea, file, replace(file, span.call, text))


def _makers(context: Context, node: ast.expr) -> Iterator[tuple[SourceFile, Function]]:
    """The function that fills the mapping: the one that gives it, or the one where it was made."""
    origin = origin_of(context.crash, node)
    made = origin.node
    if isinstance(made, ast.Attribute):
        made = ast.copy_location(ast.Call(made, [], []), made)
    found = callee_of(context.codebase.sources, made) if isinstance(made, ast.Call) else None
    if found is not None:
        yield found
    elif origin.frame.function is not None:
        yield origin.frame.file, origin.frame.function


def _span(file: SourceFile, node: ast.AST) -> _Span | None:
    """A range between two fields of one thing, or two names, each number of which is a key."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[first, ast.BinOp(last, ast.Add(), ast.Constant(value=1))]):
            span = _Span(node, first, last, closed=True)
        case ast.Call(func=ast.Name(id="range"), args=[first, last]):
            span = _Span(node, first, last, closed=False)
        case _:
            return None
    match span.first, span.last:
        case ast.Attribute(value=one), ast.Attribute(value=other) if ast.dump(one) == ast.dump(other):
            return span if _is_key(file, node) else None
        case ast.Name(), ast.Name():
            return span if _is_key(file, node) else None
    return None


def _is_key(file: SourceFile, call: ast.Call) -> bool:
    """What runs over the range is a key of a mapping."""
    loop = file.parent(call)
    if isinstance(loop, ast.comprehension):
        outer = file.parent(loop)
        return isinstance(outer, ast.DictComp) and ast.dump(outer.key) == _loaded(loop.target)
    if not isinstance(loop, ast.For) or loop.iter is not call:
        return False
    stored = [one for part in loop.body for one in ast.walk(part) if isinstance(one, ast.Subscript)]
    return any(isinstance(one.ctx, ast.Store) and ast.dump(one.slice) == _loaded(loop.target) for one in stored)


def _loaded(target: ast.expr) -> str:
    return ast.dump(ast.Name(target.id, ast.Load())) if isinstance(target, ast.Name) else ""


def _counted(context: Context, span: _Span) -> Iterator[_Counted]:
    """Where the repository counts from the one field to the other round a circle: `(end - start) % 24 or 24`."""
    names = (last_name(span.last), last_name(span.first))
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.BoolOp(
                    op=ast.Or(),
                    values=[ast.BinOp(ast.BinOp(late, ast.Sub(), early), ast.Mod(), around), ast.Constant(value=size)],
                ) if not span.closed and isinstance(around, ast.Constant) and around.value == size:
                    pass
                case ast.BinOp(
                    ast.BinOp(ast.BinOp(late, ast.Sub(), early), ast.Mod(), ast.Constant(value=size)),
                    ast.Add(),
                    ast.Constant(value=1),
                ) if span.closed:
                    pass
                case _:
                    continue
            if (last_name(late), last_name(early)) == names and isinstance(size, int) and not isinstance(size, bool):
                yield _where(file, node, size)


def _where(file: SourceFile, node: ast.expr, size: int) -> _Counted:
    place = f"{file.path}:{node.lineno}"
    returned, function = file.parent(node), file.function_of(node)
    owner = file.class_of(function) if function is not None else None
    alone = isinstance(returned, ast.Return) and function is not None and function.body[-1] is returned
    if not alone or function is None or owner is None or len(function.args.args) != 1:
        return _Counted(size, place, None, "")
    decorated = [last_name(one) for one in function.decorator_list]
    if decorated not in ([], ["property"], ["cached_property"]):
        return _Counted(size, place, None, "")
    return _Counted(size, place, owner, function.name if decorated else f"{function.name}()")


def _length(context: Context, file: SourceFile, span: _Span, counted: list[_Counted]) -> str:
    """How many there are: as the only class with these fields counts them itself, else by the same formula."""
    size = counted[0].size
    fields = {last_name(span.first), last_name(span.last)}
    owners = [one for source in context.codebase.sources for one in source.nodes if _has(one, fields)]
    own = next((one for one in counted if one.name and owners == [one.owner]), None)
    if own is not None and isinstance(span.first, ast.Attribute):
        return f"{file.segment(span.first.value)}.{own.name}"
    around = f"({file.segment(span.last)} - {file.segment(span.first)}) % {size}"
    return f"{around} + 1" if span.closed else f"{around} or {size}"


def _has(node: ast.AST, fields: set[str]) -> bool:
    if not isinstance(node, ast.ClassDef):
        return False
    told = {last_name(one.target) for one in node.body if isinstance(one, ast.AnnAssign)}
    stored = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)}
    return fields <= told | stored


def _names(function: Function) -> set[str]:
    return {one.id for one in ast.walk(function) if isinstance(one, ast.Name)}
