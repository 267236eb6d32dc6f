"""The code that failed is right to fail; the handler above it should say so to the client."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.framework import is_handler
from arbase.repair.static.imports import import_of
from arbase.repair.static.refusals import INVALID, LOOKUP, SELECTION, Need
from arbase.repair.static.source import header_nodes
from arbase.repair.static.templates.building import Idea, is_simple, refuse_on
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "caller"
_TAKEN = {
    "KeyError": "KeyError",
    "IndexError": "IndexError",
    "ValueError": "ValueError",
    "LookupError": "LookupError",
    "InvalidOperation": "InvalidOperation",
    "UnicodeDecodeError": "UnicodeDecodeError",
    "ZeroDivisionError": "ZeroDivisionError",
    "OverflowError": "OverflowError",
    "FileNotFoundError": "FileNotFoundError",
    "PermissionError": "PermissionError",
}


class Caller(Template):
    """A narrow `except` in the handler around the call, as its sibling handlers have it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the handler that is nearest to the crash, where client data goes into the call."""
        crash = context.crash
        index = self._handler(context)
        if index is None or index == len(crash.frames) - 1:
            return
        frame = crash.frames[index]
        exception = self._raised_as(context)
        if exception is None or not is_simple(frame.statement):
            return
        calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]
        asked = [item for call in calls for item in [*call.args, *(word.value for word in call.keywords)]]
        kinds = frozenset().union(*(context.flow.sent(frame.file, frame.function, item) for item in asked))
        # What raises on purpose judges what it was given, however that came out of the request.
        if asked and isinstance(crash.frame.statement, ast.Raise):
            kinds = kinds or context.observed.shown
        if not kinds:
            return
        lookup = exception in ("KeyError", "IndexError", "LookupError", "FileNotFoundError")
        statuses = (LOOKUP if "path" in kinds else SELECTION) if lookup else INVALID
        subject = next(
            (frame.file.segment(item) for item in asked if isinstance(item, ast.Name | ast.Attribute)), "request"
        )
        need = Need(frame.file, frame.function, frame.line, subject, "failure", statuses, kinds, caught=exception)
        on_purpose = isinstance(crash.frame.statement, ast.Raise)
        same = [
            item
            for item in context.refusals.all
            if exception in item.condition.caught and is_handler(item.file, item.function)
        ]
        prior = 0.85 if on_purpose and same else 0.7 if same or on_purpose else 0.35
        idea = Idea(NAME, prior, f"{crash.frame.location.function} raises {exception} for data of the client")
        needed = self._import(context, frame, exception)
        if needed is not None:
            yield from refuse_on(context, idea, need, [frame.statement], (exception, needed))

    def _handler(self, context: Context) -> int | None:
        found = [index for index, frame in enumerate(context.crash.frames) if is_handler(frame.file, frame.function)]
        return found[-1] if found else None

    def _raised_as(self, context: Context) -> str | None:
        name = context.crash.exception
        if name in _TAKEN:
            return _TAKEN[name]
        return name if name in context.statuses.classes else None

    def _import(self, context: Context, frame: Frame, name: str) -> str | None:
        if name == "InvalidOperation":
            return "from decimal import InvalidOperation"
        if name in context.statuses.classes:
            source = context.statuses.classes[name][0]
            return import_of(name, source, frame.file, context.service.source_roots)
        return ""
