"""A function that is declared to give a day and gives a moment: what it reads loses the time of day."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function, dotted

NAME = "day-promised"
_MIXED = re.compile(
    r"can't compare datetime\.datetime to datetime\.date"
    r"|unsupported operand type\(s\) for -: 'datetime\.(?:datetime|date)' and 'datetime\.(?:datetime|date)'"
)
_MOMENTS = frozenset(("strptime", "fromisoformat", "fromtimestamp", "utcfromtimestamp", "now", "utcnow", "today"))


class DayPromised(Template):
    """`datetime.strptime(...).date()` where a function `-> date` returns it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the functions that the failing statement, or one of those around it, calls."""
        if context.crash.exception != "TypeError" or not _MIXED.search(context.crash.message):
            return
        seen: set[int] = set()
        for frame in reversed(context.crash.frames):
            nodes = ast.walk(frame.function) if frame.function is not None else header_nodes(frame.statement)
            for call in nodes:
                place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
                if place is None or id(place[1]) in seen:
                    continue
                seen.add(id(place[1]))
                edits = _edits(*place)
                if edits:
                    where = f"{place[0].path}:{place[1].lineno}"
                    idea = Idea(NAME, 0.93, f"{place[1].name} is declared to give a day, and gives a moment", where)
                    yield edited(context, idea, place[0], *edits)


def _edits(file: SourceFile, function: Function) -> list[Edit]:
    """`.date()` behind every moment that the function returns."""
    declared = ast.unparse(function.returns) if function.returns is not None else ""
    if not re.fullmatch(r"(?:datetime\.|dt\.)?date(?: \| None)?|Optional\[(?:datetime\.)?date\]", declared):
        return []
    found = []
    for node in own_nodes(function):
        match node:
            case ast.Return(value=ast.Call(func=ast.Attribute(attr=name, value=owner)) as value) if name in _MOMENTS:
                if dotted(owner) in ("datetime", "datetime.datetime", "dt.datetime"):
                    end = file.span(value)[1]
                    found.append(Edit(end, end, ".date()"))
    return found
