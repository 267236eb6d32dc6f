"""A statement just outside of the block it belongs into: a `try` that knows its failure, a `with` that it needs."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "moved-inside"
_CLOSED = re.compile(r"closed (?:cursor|database|file|connection)|is closed|closed", re.IGNORECASE)


class MovedInside(Template):
    """The statement as the first of the `try` behind it, or as the last of the `with` in front of it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for either, where the statement stands right beside the block."""
        frame = context.frame
        if not is_simple(frame.statement):
            return
        block = frame.file.block_of(frame.statement)
        place = block.index(frame.statement)
        if place + 1 < len(block) and isinstance(trial := block[place + 1], ast.Try):
            yield from self._into_try(context, frame, trial)
        if place > 0 and isinstance(held := block[place - 1], ast.With | ast.AsyncWith):
            yield from self._into_with(context, frame, held)

    @staticmethod
    def _into_try(context: Context, frame: Frame, trial: ast.Try) -> Iterator[Draft]:
        """The handlers of what comes next know this failure."""
        file = frame.file
        known = [last_name(kind) for handler in trial.handlers for kind in _kinds(handler)]
        if not any(_is_kind(context.crash.exception, name) for name in known):
            return
        where = f"{file.path}:{trial.handlers[0].lineno}"
        idea = Idea(NAME, 0.86, f"{where} tells what to do about {context.crash.exception}", where)
        moved = _moved(file, frame.statement, trial.body[0], after=False)
        if moved is not None:
            yield edited(context, idea, file, *moved)

    @staticmethod
    def _into_with(context: Context, frame: Frame, held: ast.With | ast.AsyncWith) -> Iterator[Draft]:
        """What the block opened is closed behind it."""
        file = frame.file
        names = {part.id for item in held.items if item.optional_vars is not None
                 for part in ast.walk(item.optional_vars) if isinstance(part, ast.Name)}  # fmt: skip
        read = {part.id for part in ast.walk(frame.statement) if isinstance(part, ast.Name)}
        if not names & read or not _CLOSED.search(context.crash.message):
            return
        idea = Idea(NAME, 0.9, f"{', '.join(sorted(names & read))} is closed where the `with` ends")
        moved = _moved(file, frame.statement, held.body[-1], after=True)
        if moved is not None:
            yield edited(context, idea, file, *moved)


def _kinds(handler: ast.ExceptHandler) -> list[ast.expr]:
    if handler.type is None:
        return []
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]


def _is_kind(exception: str, name: str) -> bool:
    """The handler of `name` catches the exception; a handler of everything is no knowledge."""
    if name in ("Exception", "BaseException"):
        return False
    one, other = getattr(builtins, exception, None), getattr(builtins, name, None)
    inherits = isinstance(one, type) and isinstance(other, type) and issubclass(one, other)
    return exception == name or inherits or (name == "ValueError" and exception in ("Error", "JSONDecodeError"))


def _moved(file: SourceFile, statement: ast.stmt, model: ast.stmt, *, after: bool) -> tuple[Edit, Edit] | None:
    """The lines of the statement taken out, and put beside `model` with its indentation."""
    if not file.starts_line(statement) or not file.starts_line(model):
        return None
    start = file.line_start(statement.lineno)
    end = file.line_start((statement.end_lineno or statement.lineno) + 1)
    inner, outer = file.indent(model), file.indent(statement)
    lines = file.text[start:end].splitlines(keepends=True)
    text = "".join(f"{inner}{line.removeprefix(outer)}" if line.strip() else line for line in lines)
    at = file.line_start((model.end_lineno or model.lineno) + 1) if after else file.line_start(model.lineno)
    return Edit(start, end, ""), Edit(at, at, text)
