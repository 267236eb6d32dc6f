"""An own context manager begins a transaction while one of its own is open: the inner one joins the outer one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import last_name, own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "nested-begin"
_OPEN = re.compile(r"cannot start a transaction within a transaction")
_MANAGERS = frozenset(("contextmanager", "asynccontextmanager"))


class NestedBegin(Template):
    """What is done inside belongs to the transaction that is open, which ends where it began."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the frames show the manager within a `with` of itself."""
        frame, function = context.frame, context.frame.function
        if not _OPEN.search(context.crash.message) or function is None:
            return
        if not any(last_name(item) in _MANAGERS for item in function.decorator_list):
            return
        connection = _connection(context, frame)
        given = [node for node in own_nodes(function) if isinstance(node, ast.Yield)]
        if not connection or len(given) != 1 or not _is_bound(function, given[0], frame.line):
            return
        if not any(is_within(outer, function.name) for outer in context.crash.frames[:-1]):
            return
        lines = (f"if {connection}.in_transaction:", f"\t{frame.file.segment(given[0])}", "\treturn")
        edit = insert_before(frame.file, frame.statement, lines)
        if edit is not None:
            why = f"{function.name} runs inside of itself, and SQLite has one transaction at a time"
            yield edited(context, Idea(NAME, 0.92, why), frame.file, edit)


def _connection(context: Context, frame: Frame) -> str:
    """The connection that the failing statement begins on; empty where it is no connection of sqlite3."""
    for node in ast.walk(frame.statement):
        match node:
            case ast.Call(func=ast.Attribute(attr="execute", value=owner)):
                kind = context.crash.type_of(owner)
                return frame.file.segment(owner) if text_of(owner) and kind.endswith("Connection") else ""
    return ""


def _is_bound(function: Function, given: ast.Yield, line: int) -> bool:
    """What is handed out has its value before the transaction begins already."""
    own = {item.arg for item in parameters(function)}
    stored = {part.id: part.lineno for part in ast.walk(function) if isinstance(part, ast.Name)
              and isinstance(part.ctx, ast.Store)}  # fmt: skip
    names = {part.id for part in ast.walk(given) if isinstance(part, ast.Name)}
    calls = any(isinstance(part, ast.Call | ast.Await) for part in ast.walk(given))
    return not calls and all(name in own or stored.get(name, 0) < line for name in names)


def is_within(frame: Frame, manager: str) -> bool:
    """The running statement of the frame stands in the body of `with manager(...)`."""
    inner: ast.AST = frame.statement
    for outer in frame.file.ancestors(frame.statement):
        if isinstance(outer, ast.With | ast.AsyncWith) and inner in outer.body:
            calls = [item.context_expr for item in outer.items if isinstance(item.context_expr, ast.Call)]
            if any(last_name(call.func) == manager for call in calls):
                return True
        inner = outer
    return False
