"""A row that the database refuses: the client sends what is there already, or points at what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from arbase.repair.static.crash import Frame
from arbase.repair.static.refusals import INVALID, Need
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, is_simple, refuse_on
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "conflict"
_DUPLICATE = re.compile(r"UNIQUE constraint|duplicate key|Duplicate entry|unique violation", re.IGNORECASE)
_MISSING = re.compile(r"FOREIGN KEY|foreign key|NOT NULL|null value in column|cannot be null|CHECK constraint")
_THERE: Mapping[int, float] = {409: 1.0, 422: 0.5, 400: 0.5}
_ABSENT: Mapping[int, float] = {**INVALID, 404: 0.8, 409: 0.7}
_RUNS = frozenset("execute executemany commit flush save create add bulk_create insert put store asave acreate".split())
# Where each driver and mapper has its class, by what the code imports.
_CLASSES = {
    "sqlite3": ("sqlite3.IntegrityError", ""),
    "django": ("IntegrityError", "from django.db import IntegrityError"),
    "sqlalchemy": ("IntegrityError", "from sqlalchemy.exc import IntegrityError"),
    "psycopg": ("psycopg.IntegrityError", ""),
    "psycopg2": ("psycopg2.IntegrityError", ""),
}


class Conflict(Template):
    """A narrow `except` around the statement that writes, where the repository refuses so elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the written row is made of what a client sent; at the innermost frame, then further out."""
        message = context.crash.message
        duplicate = bool(_DUPLICATE.search(message))
        if not context.crash.exception.endswith("IntegrityError") or not (duplicate or _MISSING.search(message)):
            return
        if not any("IntegrityError" in refusal.condition.caught for refusal in context.refusals.all):
            return  # a repository that looks before it writes says otherwise what is there already
        for place, frame in enumerate(reversed(context.crash.frames)):
            calls = [node for node in ast.walk(frame.statement) if isinstance(node, ast.Call)]
            if not is_simple(frame.statement) or not (place or any(last_name(call.func) in _RUNS for call in calls)):
                continue
            asked = [item for call in calls for item in [*call.args, *(word.value for word in call.keywords)]]
            kinds = frozenset().union(*(context.flow.sent(frame.file, frame.function, item) for item in asked))
            kinds = kinds or (context.observed.shown if asked else frozenset())
            caught = _caught(context, frame)
            if not kinds or caught is None:
                continue
            parts = [part for item in asked for part in ast.walk(item) if isinstance(part, ast.Name | ast.Attribute)]
            sent = [part for part in parts if context.flow.sent(frame.file, frame.function, part)]
            subject = frame.file.segment(sent[0]) if sent else "request"
            need = Need(
                frame.file,
                frame.function,
                frame.line,
                subject,
                "failure",
                _THERE if duplicate else _ABSENT,
                kinds,
                caught="IntegrityError",
            )
            why = "is there already" if duplicate else "does not fit what is there"
            idea = Idea(NAME, 0.8 - 0.05 * place, f"what the client sends {why}")
            yield from refuse_on(context, idea, need, [frame.statement], caught)


def _caught(context: Context, frame: Frame) -> tuple[str, str] | None:
    """The class as the file, or another one, knows it."""
    for file in [frame.file, *context.codebase.sources]:
        for node in file.nodes:
            if isinstance(node, ast.ExceptHandler) and node.type is not None and file is frame.file:
                kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                for kind in kinds:
                    if last_name(kind) == "IntegrityError":
                        return file.segment(kind), ""
        modules = {
            alias.name.partition(".")[0] for node in file.nodes if isinstance(node, ast.Import) for alias in node.names
        }
        modules |= {(node.module or "").partition(".")[0] for node in file.nodes if isinstance(node, ast.ImportFrom)}
        for module, (text, needed) in _CLASSES.items():
            if module in modules:
                plain = "." in text and file is not frame.file
                return text, needed or (f"import {module}" if plain else "")
    return None
