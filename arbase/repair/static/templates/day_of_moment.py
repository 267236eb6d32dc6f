"""A text with a day and a time of it, read as a day: the day is what counts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime

from arbase.repair.static.crash import quoted
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.zones import local_zones

NAME = "day-of-moment"
_TIMES = re.compile(r"timestamp|date-?time|\btimes?\b|\bmoments?\b|ISO(?: 8601|8601)?\b", re.IGNORECASE)
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
_REST = re.compile(r"unconverted data remains: ?[T ]\d\d:\d\d")


class DayOfMoment(Template):
    """`datetime.fromisoformat(text).date()`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the text is a moment as ISO 8601 has it, and not a client's that was told to send a day."""
        crash, frame = context.crash, context.frame
        if crash.exception != "ValueError":
            return
        for call in header_nodes(frame.statement):
            text = _read_as_day(context, call) if isinstance(call, ast.Call) else None
            if text is None or not isinstance(call, ast.Call):
                continue
            file = frame.file
            if _OFFSET.search(context.crash.message) and any(
                True for one in context.codebase.sources for _ in local_zones(one.tree)
            ):
                continue  # the day there is another one than the day where people live
            sent = context.flow.sent(file, frame.function, text)
            if sent and not _speaks_of_times(context):
                continue
            usual = ("datetime", "from datetime import datetime")
            maker, needed = spelled(file, "datetime", "datetime", usual)
            idea = Idea(NAME, 0.86, f"{file.segment(text)} may be a day with a time of it", "", needed)
            yield replaced(context, idea, file, call, f"{maker}.fromisoformat({file.segment(text)}).date()")
            return


def _read_as_day(context: Context, call: ast.Call) -> ast.expr | None:
    """What the call reads, where that is a moment: `date.fromisoformat(x)`, `strptime(x, "%Y-%m-%d").date()`."""
    message = context.crash.message
    match call:
        case ast.Call(func=ast.Attribute(attr="fromisoformat", value=owner), args=[text], keywords=[]):
            shown = quoted(message)
            known = last_name(owner) == "date" and "Invalid isoformat string" in message and len(shown) == 1
            return text if known and _is_moment(shown[0]) else None
        case ast.Call(
            func=ast.Attribute(
                attr="date",
                value=ast.Call(func=ast.Attribute(attr="strptime"), args=[text, ast.Constant(value="%Y-%m-%d")]),
            )
        ) if _REST.search(message):
            return text
    return None


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text))


def _speaks_of_times(context: Context) -> bool:
    """The functions on the way say that times come as well."""
    told = [ast.get_docstring(frame.function) or "" for frame in context.crash.frames if frame.function is not None]
    return any(_TIMES.search(text) for text in told)
