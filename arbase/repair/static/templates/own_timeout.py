"""Clients of HTTP have timeouts of their own, which are not Python's: `except TimeoutError` does not see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "own-timeout"
# Of each family: what is raised, the class for all of them by package, and what of others stands for the same.
_FAMILIES = (
    (
        frozenset(("ReadTimeout", "ConnectTimeout", "WriteTimeout", "PoolTimeout", "Timeout")),
        {"httpx": "TimeoutException", "requests": "Timeout"},
        frozenset(("TimeoutError", "Timeout", "TimeoutException", "ReadTimeout", "ServerTimeoutError")),
    ),
    (
        frozenset(("ConnectError", "ConnectionError")),
        {"httpx": "ConnectError", "requests": "ConnectionError"},
        frozenset(("ConnectionError", "ConnectionRefusedError", "ConnectError", "ClientConnectorError", "OSError")),
    ),
)


class OwnTimeout(Template):
    """The client's class beside the one that is caught."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the innermost handler around the frames that knows one of the family."""
        crash = context.crash
        package = crash.module.partition(".")[0]
        for raised, classes, likes in _FAMILIES:
            if crash.exception not in raised or package not in classes:
                continue
            for frame in reversed(crash.frames):
                handler = _handler(frame.file, frame.statement, likes)
                if handler is None or handler.type is None:
                    continue
                file, name = frame.file, classes[package]
                usual = (f"{package}.{name}", f"import {package}")
                written, needed = _spelled(file, package, name, usual)
                known = file.segment(handler.type)
                inner = known[1:-1].rstrip(", ") if isinstance(handler.type, ast.Tuple) else known
                where = f"{file.path}:{handler.lineno}"
                why = f"{where} tells what is done then, and {package} raises {name}, which is none of {inner}"
                idea = Idea(NAME, 0.92, why, where, needed)
                yield edited(context, idea, file, replace(file, handler.type, f"({inner}, {written})"))
                return


def _spelled(file: SourceFile, package: str, name: str, usual: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    if package == "requests":
        for module in ("requests.exceptions", "requests"):
            written, needed = spelled(file, module, name, usual)
            if not needed:
                return written, ()
        return usual[0], (usual[1],)
    return spelled(file, package, name, usual)


def _handler(file: SourceFile, statement: ast.stmt, likes: frozenset[str]) -> ast.ExceptHandler | None:
    child: ast.AST = statement
    for outer in file.ancestors(statement):
        if isinstance(outer, FUNCTIONS):
            return None
        if isinstance(outer, ast.Try) and any(child is item for item in outer.body):
            for handler in outer.handlers:
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                if any(last_name(kind) in likes for kind in kinds if kind is not None):
                    return handler
        child = outer
    return None
