"""A time of a timetable that counts from noon less twelve hours, put on the clock of a night in which clocks change.

A day and minutes of it make a wall time, which does not exist or comes twice in such a night. Noon exists once on each
day: it gets its zone, and what is between it and the time is added to that moment. In other nights nothing differs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, bracketed, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.from_noon import says_from_noon, told_from_noon

NAME = "from-noon"
_NO_SUCH = re.compile(r"is a nonexistent time due to daylight|Cannot infer dst time")
_EXCEPTIONS = frozenset(("ValueError", "AmbiguousTimeError", "NonExistentTimeError"))
_NOON = "noon"
_SPANS = frozenset(("to_timedelta", "Timedelta", "timedelta"))


class _Placed(NamedTuple):
    """`(day + span).dt.tz_localize(zone)`: the call, the sum in it, its two parts, and the name that it has, if any."""

    call: ast.Call
    total: ast.BinOp
    day: ast.expr
    span: ast.Call
    name: ast.Name | None


class FromNoon(Template):
    """`(day + noon).dt.tz_localize(zone) + (span - noon)` where the notes say that times count from there."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the wall time that the failing statement gives a zone."""
        crash, file = context.crash, context.frame.file
        if crash.exception not in _EXCEPTIONS or not _NO_SUCH.search(crash.message):
            return
        place = _told(context)
        for node in header_nodes(context.frame.statement) if place else ():
            placed = _placed(context, node)
            hours = _twelve(file, placed) if placed is not None else ""
            if placed is not None and hours:
                why = f"{place} counts times from noon less twelve hours, and noon comes once on each day"
                yield edited(context, Idea(NAME, 0.92, why, place), file, *_edits(file, placed, hours))


def _told(context: Context) -> str:
    """Where it is said: by the function, by its module, or in the notes."""
    frame = context.frame
    for node in (frame.function, frame.file.tree):
        if node is not None and says_from_noon(ast.get_docstring(node) or ""):
            return f"{frame.file.path}:{getattr(node, 'lineno', 1)}"
    return told_from_noon(context.codebase.root)


def _placed(context: Context, node: ast.AST) -> _Placed | None:
    """The sum may have a name, which nothing else reads."""
    match node:
        case ast.Call(func=ast.Attribute(attr="tz_localize", value=wall), args=[_], keywords=[]):
            inner = wall.value if isinstance(wall, ast.Attribute) and wall.attr == "dt" else wall
        case _:
            return None
    name = None
    function = context.frame.function
    if isinstance(inner, ast.Name) and function is not None:
        name = inner
        made = definitions(context.frame.file, function, inner.id)
        reads = [one for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == inner.id]
        if len(made) != 1 or len(reads) != 2 or not isinstance(made[0].statement, ast.Assign) or made[0].value is None:
            return None
        inner = made[0].value
    if not isinstance(inner, ast.BinOp) or not isinstance(inner.op, ast.Add):
        return None
    for day, span in ((inner.left, inner.right), (inner.right, inner.left)):
        if isinstance(span, ast.Call) and last_name(span.func) in _SPANS:
            return _Placed(node, inner, day, span, name)
    return None


def _twelve(file: SourceFile, placed: _Placed) -> str:
    """Half a day in the words of the span: `pd.Timedelta(hours=12)`, `timedelta(hours=12)`."""
    match placed.span.func:
        case ast.Attribute(attr="to_timedelta" | "Timedelta", value=ast.Name(id=module)):
            return f"{module}.Timedelta(hours=12)"
        case func if last_name(func) == "timedelta":
            return f"{file.segment(func)}(hours=12)"
    return ""


def _edits(file: SourceFile, placed: _Placed, hours: str) -> list[Edit]:
    """The sum becomes noon of the day; what is between noon and the time is added behind the zone."""
    between = f"({bracketed(file, placed.span)} - {hours})"
    noon = f"{bracketed(file, placed.day)} + {hours}"
    part = placed.name or placed.total
    start, end = (at - file.span(placed.call)[0] for at in file.span(part))
    text = file.segment(placed.call)
    made = file.parent(placed.total) if placed.name is not None else None
    if not isinstance(made, ast.Assign):
        whole = f"{text[:start]}{noon}{text[end:]} + {between}"
        return [replace(file, placed.call, in_brackets(file, placed.call, whole))]
    names = {one.id for one in file.nodes if isinstance(one, ast.Name)}
    name = _NOON if _NOON not in names else text[start:end]
    whole = in_brackets(file, placed.call, f"{text[:start]}{name}{text[end:]} + {between}")
    renamed = replace(file, made.targets[0], name)
    return [renamed, replace(file, placed.total, noon), replace(file, placed.call, whole)]
