"""A session of SQLAlchemy begins by itself with its first query: `with session.begin()` comes too late then."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "begun"
_BEGUN = "A transaction is already begun on this Session"
_LEAVES = (ast.Return, ast.Yield, ast.YieldFrom, ast.Break, ast.Continue)


class Begun(Template):
    """What the block does, and a commit behind it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the session is the function's own, so that nobody else is to end its transaction."""
        frame, function = context.frame, context.frame.function
        statement = frame.statement
        if _BEGUN not in context.crash.message or function is None:
            return
        if not isinstance(statement, ast.With | ast.AsyncWith) or len(statement.items) != 1:
            return
        session = _session(frame, statement.items[0])
        whole = any(isinstance(part, _LEAVES) for item in statement.body for part in ast.walk(item))
        if not session or whole or not _is_own(function, session):
            return
        waited = isinstance(statement, ast.AsyncWith)
        edit = _without_block(frame, statement, f"{'await ' * waited}{session}.commit()")
        if edit is not None:
            why = f"the first query of {session} has begun its transaction already"
            yield edited(context, Idea(NAME, 0.93, why), frame.file, edit)


def _session(frame: Frame, item: ast.withitem) -> str:
    match item:
        case ast.withitem(
            context_expr=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="begin"), args=[], keywords=[]),
            optional_vars=None,
        ):
            return name
    return ""


def _is_own(function: Function, session: str) -> bool:
    """`with Session(engine) as session` in the function: what is not committed there is taken back at its end."""
    return any(
        isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == session
        for node in own_nodes(function)
        if isinstance(node, ast.With | ast.AsyncWith)
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and last_name(item.context_expr.func) != "begin"
    )


def _without_block(frame: Frame, statement: ast.With | ast.AsyncWith, commit: str) -> Edit | None:
    file = frame.file
    first, last = statement.body[0], statement.body[-1]
    start = file.line_start(statement.lineno)
    end = file.line_start((last.end_lineno or last.lineno) + 1)
    if first.lineno == statement.lineno or not file.starts_line(statement):
        return None
    header = statement.items[0].context_expr
    block = file.text[file.line_start((header.end_lineno or header.lineno) + 1) : end]
    if '"""' in block or "'''" in block:
        return None
    indent = file.indent(statement)
    body = textwrap.indent(textwrap.dedent(block), indent, lambda line: bool(line.strip()))
    return Edit(start, end, f"{body}{indent}{commit}{file.newline}")
