"""A record of SQLAlchemy that is not written yet lacks its key and the defaults of its columns until it is flushed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "unflushed"
_COLUMNS = frozenset(("Column", "mapped_column"))
_ADDS = frozenset(("add", "add_all"))
_WRITES = frozenset(("commit", "flush"))


class Unflushed(Template):
    """Name a plain default where the record is made, or flush before its columns are read."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the attribute of a new record that is None in the crashed statement."""
        frame, function = context.frame, context.frame.function
        if function is None or context.crash.exception not in ("TypeError", "AttributeError"):
            return
        for node in header_nodes(frame.statement):
            if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
                continue
            made = _made(frame, function, node.value.id)
            column = _column(context, made, node.attr) if made is not None else None
            if made is None or column is None or not _is_none(context, node):
                continue
            yield from _flushed(context, frame, function, node)
            yield from _given(context, made, node.attr, column)
            return


def _is_none(context: Context, node: ast.Attribute) -> bool:
    """It was seen to be None; of what nobody looked at, as a mapped column is, the message tells."""
    crash = context.crash
    if crash.type_of(node):
        return crash.is_none(node)
    inside = crash.node is None or any(part is node for part in ast.walk(crash.node))
    return inside and "NoneType" in crash.message


def _made(frame: Frame, function: Function, name: str) -> ast.Call | None:
    """The call that made the record in this function, where one of the values in force is new."""
    known = [item.value for item in reaching(frame.file, function, name, frame.line)]
    calls = [value for value in known if isinstance(value, ast.Call) and last_name(value.func)[:1].isupper()]
    return calls[0] if len(calls) == 1 else None


def _column(context: Context, made: ast.Call, attribute: str) -> ast.Call | None:
    """The column, where the class is mapped and the column gets its value by itself; it was not given one."""
    place = context.statuses.classes.get(last_name(made.func))
    if place is None or any(word.arg in (attribute, None) for word in made.keywords):
        return None
    # A base of all tables often has the key.
    bases = [context.statuses.classes.get(last_name(base)) for base in place[1].bases]
    inherited = [item for base in bases if base is not None for item in base[1].body]
    for item in (*place[1].body, *inherited):
        target = item.target if isinstance(item, ast.AnnAssign) else getattr(item, "targets", [None])[0]
        value = getattr(item, "value", None)
        if last_name(target) == attribute and isinstance(value, ast.Call) and last_name(value.func) in _COLUMNS:
            words = {word.arg for word in value.keywords}
            return value if words & {"primary_key", "default", "server_default"} else None
    return None


def _flushed(context: Context, frame: Frame, function: Function, node: ast.Attribute) -> Iterator[Draft]:
    """`session.flush()` in front, where the record was added and the session is written later anyway."""
    file, record = frame.file, last_name(node.value)
    session, awaited = "", False
    for call in [part for part in own_nodes(function) if isinstance(part, ast.Call)]:
        func = call.func
        names = {part.id for item in call.args for part in ast.walk(item) if isinstance(part, ast.Name)}
        if isinstance(func, ast.Attribute) and func.attr in _ADDS and record in names and call.lineno < frame.line:
            session = file.segment(func.value)
    for call in [part for part in own_nodes(function) if isinstance(part, ast.Call)]:
        func = call.func
        if isinstance(func, ast.Attribute) and func.attr in _WRITES and file.segment(func.value) == session:
            awaited = isinstance(file.parent(call), ast.Await)
            break
    else:
        if not _is_begun(frame, session):
            return
        awaited = isinstance(function, ast.AsyncFunctionDef)
    edit = insert_before(file, frame.statement, (f"{'await ' * awaited}{session}.flush()",)) if session else None
    if edit is not None:
        why = f"{record}.{node.attr} gets its value when the record is written"
        prior = 0.86 if isinstance(node.ctx, ast.Store) else 0.93
        yield edited(context, Idea(NAME, prior, why), file, edit)


def _is_begun(frame: Frame, session: str) -> bool:
    """The block commits by itself: `with Session.begin() as session`, `with session.begin()`."""
    for outer in frame.file.ancestors(frame.statement):
        if isinstance(outer, ast.With | ast.AsyncWith):
            for item in outer.items:
                begun = isinstance(item.context_expr, ast.Call) and last_name(item.context_expr.func) == "begin"
                if begun and session in (last_name(item.optional_vars), _owner(frame, item.context_expr)):
                    return True
    return False


def _owner(frame: Frame, call: ast.expr) -> str:
    func = call.func if isinstance(call, ast.Call) else None
    return frame.file.segment(func.value) if isinstance(func, ast.Attribute) else ""


def _given(context: Context, made: ast.Call, attribute: str, column: ast.Call) -> Iterator[Draft]:
    """`Counter(page=page, hits=0)`: the column's plain default, where the record is made."""
    file = context.frame.file
    default = next((word.value for word in column.keywords if word.arg == "default"), None)
    if not isinstance(default, ast.Constant) or not isinstance(context.frame.statement, ast.AugAssign):
        return
    end = file.span(made)[1] - 1
    comma = ", " if made.keywords or made.args else ""
    why = f"the default of {attribute} comes when the record is written"
    yield edited(context, Idea(NAME, 0.93, why), file, Edit(end, end, f"{comma}{attribute}={ast.unparse(default)}"))
