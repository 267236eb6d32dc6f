"""A transaction that failed and was never rolled back: what comes next on the same session fails too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import insert_before, wrap
from arbase.repair.static.source import FUNCTIONS, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "rollback"
_ERRORS = frozenset(
    ("PendingRollbackError", "InvalidRequestError", "InFailedSqlTransaction", "TransactionManagementError")
)
_SAID = re.compile(r"roll(?:ed)? ?back|within a transaction|transaction is aborted|database is locked", re.IGNORECASE)
_WRITES = frozenset(("commit", "flush", "execute", "executemany", "add", "save", "merge", "delete"))


class Rollback(Template):
    """Roll back where the failure is caught."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every handler around writes that goes on without a rollback, those of the trace first."""
        crash = context.crash
        if crash.exception not in _ERRORS and not _SAID.search(crash.message):
            return
        if crash.exception == "TransactionManagementError":
            yield from self._savepoint(context)
        paths = [frame.file.path for frame in reversed(crash.frames)]
        files = sorted(context.codebase.sources, key=lambda file: file.path not in paths)
        for file in files:
            for node in file.nodes:
                if not isinstance(node, ast.Try) or node.finalbody:
                    continue
                session = _session(file, node)
                for handler in node.handlers if session else ():
                    if "rollback" in file.segment(handler) or _ends_scope(handler) or _goes_round(file, node):
                        continue
                    edit = insert_before(file, handler.body[0], (f"{session}.rollback()",))
                    if edit is not None:
                        near = file.path in paths
                        idea = Idea(NAME, 0.8 if near else 0.6, f"the transaction of {session} fails and stays open")
                        yield edited(context, idea, file, edit)

    @staticmethod
    def _savepoint(context: Context) -> Iterator[Draft]:
        """Django: what may fail within a transaction that goes on gets one of its own, which is rolled back alone."""
        paths = [frame.file.path for frame in reversed(context.crash.frames)]
        for file in sorted(context.codebase.sources, key=lambda file: file.path not in paths):
            for node in file.nodes:
                if not isinstance(node, ast.Try) or not any(
                    last_name(part) in ("IntegrityError", "DatabaseError")
                    for handler in node.handlers
                    for part in ([*ast.walk(handler.type)] if handler.type else [])
                ):
                    continue
                if isinstance(node.body[0], ast.With) and "atomic" in file.segment(node.body[0].items[0].context_expr):
                    continue
                edit = wrap(file, node.body, "with transaction.atomic():", ())
                if edit is not None:
                    prior = 0.86 if file.path in paths else 0.6
                    why = "the write may fail, and the transaction around it goes on"
                    idea = Idea(NAME, prior, why, "", ("from django.db import transaction",))
                    yield edited(context, idea, file, edit)


def _goes_round(file: SourceFile, node: ast.Try) -> bool:
    """One of several writes of a loop, which are kept together: taking back one would take back those before it."""
    for outer in file.ancestors(node):
        if isinstance(outer, FUNCTIONS):
            return False
        if isinstance(outer, ast.For | ast.While | ast.AsyncFor):
            return "commit(" not in file.segment(outer)
    return False


def _session(file: SourceFile, node: ast.Try) -> str:
    """What is written to in the `try`, where it is a transaction that is not managed by `with`."""
    for statement in node.body:
        for part in ast.walk(statement):
            if isinstance(part, FUNCTIONS):
                break
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in _WRITES:
                owner = part.func.value
                name = last_name(owner).lower()
                if any(word in name for word in ("session", "conn", "db", "transaction")):
                    return file.segment(owner)
    return ""


def _ends_scope(handler: ast.ExceptHandler) -> bool:
    """The handler closes what it wrote to."""
    return any(isinstance(part, ast.Attribute) and part.attr == "close" for part in ast.walk(handler))
