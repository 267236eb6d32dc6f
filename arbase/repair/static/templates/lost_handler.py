"""A commit asked all at once with `gather(..., return_exceptions=True)` and lost what was done about exceptions.

They come among the results now. The handler that stood around the call before does for them what it did then, and
another exception than those it was for is raised, as it was.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import Edit, wrap
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.exceptions import gathers_exceptions, tells_apart
from arbase.workspace.former import former_versions
from arbase.workspace.parsing import parse
from arbase.workspace.tree import Function

NAME = "lost-handler"
MOST = 12
_SIDE_BY_SIDE = frozenset(("zip", "enumerate"))


class _Round(NamedTuple):
    """The loop over what was gathered, the name of one result in it, and what was called to get it."""

    loop: ast.For
    result: str
    called: frozenset[str]


class LostHandler(Template):
    """`elif isinstance(answer, HTTPError): note(...)` for `except HTTPError as error: note(...)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the function that gathers, from the latest of its versions that caught exceptions of the same call."""
        frame = context.frame
        function = frame.function
        if context.crash.exception not in ("TypeError", "AttributeError") or function is None or tells_apart(function):
            return
        found = _round(frame, function)
        if found is None:
            return
        for sha, text in former_versions(context.service.repository, frame.file.path, MOST):
            before = SourceFile.parse(frame.file.path, text)
            handlers = _handlers(before, frame, found) if before is not None else ()
            edit = _told_apart(frame, found, before, handlers) if before is not None and handlers else None
            if edit is not None:
                why = f"what gather gives may be exceptions, and commit {sha[:12]} lost what was done about them"
                yield edited(context, Idea(NAME, 0.93, why, f"commit:{sha}"), frame.file, edit)
                return


def _round(frame: Frame, function: Function) -> _Round | None:
    """The loop in which the crash was, if it goes through what one `gather` gave."""
    gathered: dict[str, frozenset[str]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if gathers_exceptions(value):
                calls = [part for part in ast.walk(value) if isinstance(part, ast.Call)]
                gathered[name] = frozenset(last_name(call.func) for call in calls) - {"gather", ""}
    for outer in frame.file.ancestors(frame.statement):
        match outer:
            case ast.For(target=ast.Name(id=result), iter=ast.Name(id=name)) if name in gathered:
                return _Round(outer, result, gathered[name])
            case ast.For(target=ast.Tuple(elts=names), iter=ast.Call(func=ast.Name(id=called), args=given)) if (
                called in _SIDE_BY_SIDE
            ):
                columns = names[1:] if called == "enumerate" else names
                for one, many in zip(columns, given, strict=False):
                    if isinstance(one, ast.Name) and isinstance(many, ast.Name) and many.id in gathered:
                        return _Round(outer, one.id, gathered[many.id])
        if outer is function:
            break
    return None


def _handlers(before: SourceFile, frame: Frame, found: _Round) -> list[ast.ExceptHandler]:
    """What the same function did about exceptions of the call that is gathered now; empty unless all can be done."""
    name = frame.file.qualified_name(frame.function) if frame.function is not None else ""
    for function in before.functions:
        if before.qualified_name(function) != name or _gathers(function):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Try) or node.finalbody:
                continue
            calls = {last_name(part.func) for one in node.body for part in ast.walk(one) if isinstance(part, ast.Call)}
            if calls & found.called:
                return node.handlers if all(_is_known(one, frame, found) for one in node.handlers) else []
    return []


def _gathers(function: Function) -> bool:
    """It gathers exceptions already."""
    return any(isinstance(node, ast.Await) and gathers_exceptions(node) for node in ast.walk(function))


def _is_known(handler: ast.ExceptHandler, frame: Frame, found: _Round) -> bool:
    """All its names have a value in the loop, and it neither leaves the function nor raises what it caught bare."""
    if handler.type is None:
        return False
    parts = [part for one in [handler.type, *handler.body] for part in ast.walk(one)]
    if any(isinstance(part, ast.Return) or (isinstance(part, ast.Raise) and part.exc is None) for part in parts):
        return False
    own = {handler.name} | {part.id for part in ast.walk(found.loop.target) if isinstance(part, ast.Name)}
    stored = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    read = {part.id for part in parts if isinstance(part, ast.Name)} - own - stored
    return all(
        hasattr(builtins, name) or is_bound_at(frame.file, frame.function, name, found.loop.lineno) for name in read
    )


def _told_apart(frame: Frame, found: _Round, before: SourceFile, handlers: Sequence[ast.ExceptHandler]) -> Edit | None:
    """The body of the loop for what is no exception, the handlers for theirs, and every other is raised."""
    lines: list[str] = []
    for handler in handlers:
        kinds = before.segment(handler.type) if handler.type is not None else "Exception"
        lines.append(f"elif isinstance({found.result}, {kinds}):")
        for statement in handler.body:
            text = _in_place(before, statement, handler.name or "", found)
            # A statement of several lines is written anew: its own lines stood at another depth.
            text = text if "\n" not in text else ast.unparse(parse(text))
            lines += [f"\t{line}" for line in text.splitlines()]
    lines += ["else:", f"\traise {found.result}"]
    return wrap(frame.file, found.loop.body, f"if not isinstance({found.result}, BaseException):", lines)


def _in_place(before: SourceFile, statement: ast.stmt, name: str, found: _Round) -> str:
    """The statement's text with the name of one result for that of the exception."""
    start, _ = before.span(statement)
    text = before.segment(statement)
    spots = [before.span(part) for part in ast.walk(statement) if isinstance(part, ast.Name) and part.id == name]
    for first, last in sorted(spots, reverse=True):
        text = text[: first - start] + found.result + text[last - start :]
    return text
