"""Conflicts that a program makes itself: it takes rows along and forgets some, or enters what it looked for wrongly."""

from __future__ import annotations

import ast
import re

from arbase.verify.guards import error_answer
from arbase.verify.syntax import called_name
from arbase.workspace.tree import Function

_FOREIGN = re.compile(r"foreign key constraint", re.IGNORECASE)
_DELETE = re.compile(r"\bDELETE\s+FROM\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\bWHERE\b|\.(?:where|filter|filter_by|exists|find_one)\(|\b(?:session|db|objects)\.get\(", re.IGNORECASE
)
_COUNTS = re.compile(r"\b(?:count|sum|max|min)\s*\(", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE)\b")


def takes_along(function: Function, line: int, message: str) -> bool:
    """The function deletes what hangs on a row before the row itself: what is still there, it has forgotten."""
    if not _FOREIGN.search(message):
        return False
    deletions = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _deletes(node)]
    failed = [node for node in deletions if node.lineno <= line <= (node.end_lineno or node.lineno)]
    others = {ast.dump(node) for node in deletions if node not in failed and node.lineno < line}
    return len(others) > (0 if failed else 1)


def enters_once(function: Function, line: int, columns: frozenset[str]) -> bool:
    """The function looks for a row by what must be unique and refuses nothing: what it enters then, it overlooked."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.NamedExpr(ast.Name(id=name), value):
                text = ast.unparse(value)
            case _:
                continue
        asked = _ASKED.split(text, maxsplit=1)[1:] if not _COUNTS.search(text) and not _WRITES.search(text) else []
        by_columns = bool(columns and asked) and columns <= set(re.findall(r"\w+", asked[0]))
        if by_columns and node.lineno < line and not _refuses(function, name):
            return True
    return False


def _refuses(function: Function, name: str) -> bool:
    """A branch that asks about the name refuses the request."""
    return any(
        isinstance(node, ast.If)
        and any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node.test))
        and any(error_answer(part) is not None for part in (*node.body, *node.orelse))
        for node in ast.walk(function)
    )


def _deletes(call: ast.Call) -> bool:
    """`execute("DELETE FROM ...")`, `session.delete(row)`, `query.delete()`, `execute(delete(Row))`."""
    texts = [part.value for item in call.args for part in ast.walk(item) if isinstance(part, ast.Constant)]
    if called_name(call).startswith("execute"):
        parts = [part for item in call.args for part in ast.walk(item)]
        made = any(isinstance(part, ast.Call) and called_name(part) == "delete" for part in parts)
        return made or any(isinstance(text, str) and _DELETE.search(text) for text in texts)
    # A decorator of a route is called so as well, and stands above the function.
    return called_name(call) == "delete" and isinstance(call.func, ast.Attribute) and not texts
