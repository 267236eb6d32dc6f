"""A transaction that failed and was never rolled back: what comes next on the same session fails too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import module_names
from arbase.repair.static.edit import insert_before, wrap
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "rollback"
_ERRORS = frozenset(
    ("PendingRollbackError", "InvalidRequestError", "InFailedSqlTransaction", "TransactionManagementError")
)
_SAID = re.compile(r"roll(?:ed)? ?back|within a transaction|transaction is aborted|database is locked", re.IGNORECASE)
# What `with Session.begin()` says instead of PendingRollbackError.
_ENDED = re.compile(r"Can't operate on closed transaction inside context manager")
REFUSED = frozenset(("IntegrityError", "DatabaseError", "DBAPIError", "SQLAlchemyError", "DataError"))
# What sends a write to the database at once, so that it fails where it stands.
_SENT = frozenset(("flush", "execute", "executemany"))
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
        if crash.exception == "PendingRollbackError" or _ENDED.search(crash.message):
            yield from self._nested(context)
        paths = [frame.file.path for frame in reversed(crash.frames)]
        files = sorted(context.codebase.sources, key=lambda file: file.path not in paths)
        for file in files:
            for node in file.nodes:
                if not isinstance(node, ast.Try) or node.finalbody:
                    continue
                session = _session(file, node)
                for handler in node.handlers if session else ():
                    if "rollback" in file.segment(handler) or _ends_scope(handler):
                        continue
                    if _goes_round(file, node) or _is_called_in_rounds(context.codebase, file, node, session):
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

    @staticmethod
    def _nested(context: Context) -> Iterator[Draft]:
        """SQLAlchemy: what may fail gets a savepoint where a rollback would take with it what came before."""
        paths = [frame.file.path for frame in reversed(context.crash.frames)]
        for file in context.codebase.sources:
            tries = [node for node in file.nodes if isinstance(node, ast.Try) and not node.finalbody]
            for node in tries if file.path in paths else ():
                session = _session(file, node) or _lent(context, file, node)
                asked, at = ("", -1) if session else _asked_for(context, file, node)
                session = session or asked
                called = bool(session) and _is_called_in_rounds(context.codebase, file, node, session)
                if not session or not _goes_on(file, node, called=called):
                    continue
                if not (called or _is_part(file, node, session)):
                    continue
                uses = [index for index, item in enumerate(node.body) if index == at or _is_read(file, item, session)]
                written = node.body[uses[0] : uses[-1] + 1]
                again = any(isinstance(part, ast.Await) for item in written for part in ast.walk(item))
                edit = wrap(file, written, f"{'async ' if again else ''}with {session}.begin_nested():", ())
                if edit is not None:
                    why = f"the write may fail, and what {session} wrote before stays"
                    yield edited(context, Idea(NAME, 0.9, why), file, edit)


def _goes_on(file: SourceFile, node: ast.Try, *, called: bool = False) -> bool:
    """A handler knows that the database refuses, and neither ends the transaction nor what runs in it.

    Where the function is `called` in rounds, to return is to go on with the next one.
    """
    for handler in node.handlers:
        kinds = {last_name(part) for part in ast.walk(handler.type)} if handler.type is not None else set()
        ends = isinstance(handler.body[-1], ast.Raise | ast.Break if called else ast.Raise | ast.Return | ast.Break)
        if kinds & REFUSED and not ends and "rollback" not in file.segment(handler):
            return True
    return False


def _is_part(file: SourceFile, node: ast.Try, session: str) -> bool:
    """The `try` is one of several rounds of a transaction, or stands in a `with` that ends it."""
    inside = "".join(file.segment(item) for item in node.body)
    if "begin_nested" in inside or f"{session}.commit(" in inside or f"{session}.rollback(" in inside:
        return False
    for outer in file.ancestors(node):
        if isinstance(outer, FUNCTIONS):
            return False
        if isinstance(outer, ast.With | ast.AsyncWith):
            bound = [item.optional_vars for item in outer.items if item.optional_vars is not None]
            if session in {file.segment(item) for item in bound}:
                return ".begin(" in file.segment(outer.items[0].context_expr)
        if isinstance(outer, ast.For | ast.AsyncFor | ast.While):
            # Where each round is committed by itself, the rounds before are safe.
            return not any(f"{session}.commit(" in file.segment(item) for item in outer.body)
    return False


def _is_read(file: SourceFile, statement: ast.stmt, session: str) -> bool:
    return any(
        isinstance(part, ast.Name | ast.Attribute) and file.segment(part) == session for part in ast.walk(statement)
    )


def _goes_round(file: SourceFile, node: ast.Try | ast.Call) -> bool:
    """One of several writes of a loop, which are kept together: taking back one would take back those before it."""
    for outer in file.ancestors(node):
        if isinstance(outer, FUNCTIONS):
            return False
        if isinstance(outer, ast.For | ast.While | ast.AsyncFor):
            return "commit(" not in file.segment(outer)
    return False


def _is_called_in_rounds(codebase: Codebase, file: SourceFile, node: ast.Try, session: str) -> bool:
    """The function is handed the session and never commits it; a loop that does not either calls it for each write."""
    function = next((outer for outer in file.ancestors(node) if isinstance(outer, FUNCTIONS)), None)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    handed = {item.arg for item in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
    inside = file.segment(function)
    if session not in handed or any(f"{session}.{ends}(" in inside for ends in ("commit", "rollback", "begin_nested")):
        return False
    return any(
        isinstance(call, ast.Call) and last_name(call.func) == function.name and _goes_round(source, call)
        for source in codebase.sources
        for call in source.nodes
    )


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


def _lent(context: Context, file: SourceFile, node: ast.Try) -> str:
    """The session that one of the repository's functions gets in the `try` and writes with, without a commit."""
    for call in [part for item in node.body for part in ast.walk(item) if isinstance(part, ast.Call)]:
        place = callee_of(context.codebase.sources, call)
        if place is None:
            continue
        for given, name in _given(call, place[1]):
            asked = {last_name(part) for part in ast.walk(place[1]) if _is_asked(part, name)}
            if asked & _SENT and not asked & {"commit", "rollback", "begin_nested"}:
                return file.segment(given)
    return ""


def _asked_for(context: Context, file: SourceFile, node: ast.Try) -> tuple[str, int]:
    """`db.session()`, which one of the repository's functions asks for its session, and where the `try` calls that.

    The session is the same for all who ask: the function writes with it what others wrote before, and ends nothing.
    """
    here = module_names(file)
    for index, item in enumerate(node.body):
        for call in [part for part in ast.walk(item) if isinstance(part, ast.Call)]:
            place = callee_of(context.codebase.sources, call)
            used = _used(*place) if place is not None else {}
            for session, asked in used.items():
                known = session.partition(".")[0].partition("(")[0] in here
                if known and asked & _SENT and not asked & {"commit", "rollback", "begin_nested"}:
                    return session, index
    return "", -1


def _used(file: SourceFile, function: Function) -> dict[str, set[str]]:
    """What a function asks of each session of everybody's: `db.session`, `db.session()`, `get_session()`."""
    found: dict[str, set[str]] = {}
    for part in ast.walk(function):
        match part:
            case ast.Attribute(value=ast.Call(args=[], keywords=[]) | ast.Attribute() as owner, attr=name):
                if "session" in last_name(owner).lower() and not last_name(owner)[0].isupper():
                    found.setdefault(file.segment(owner), set()).add(name)
    return found


def _is_asked(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name


def _given(call: ast.Call, function: Function) -> list[tuple[ast.expr, str]]:
    """What a call hands over by name, and the parameter that takes it."""
    names = [item.arg for item in function.args.args]
    names = names[1:] if names[:1] == ["self"] else names
    handed = [*zip(call.args, names, strict=False), *((word.value, word.arg or "") for word in call.keywords)]
    return [(value, name) for value, name in handed if isinstance(value, ast.Name | ast.Attribute)]


def _ends_scope(handler: ast.ExceptHandler) -> bool:
    """The handler closes what it wrote to."""
    return any(isinstance(part, ast.Attribute) and part.attr == "close" for part in ast.walk(handler))
