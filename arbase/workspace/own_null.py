"""A null that a database refuses and that the program itself put there: a table of its own lacks what was asked for."""

from __future__ import annotations

import ast
import re

from arbase.workspace.numbering import given_to, resolving

_LACKS = re.compile(
    r"NOT NULL constraint failed: (?:\w+\.)?(\w+)|null value in column \"(\w+)\"|Column '(\w+)' cannot be null",
    re.IGNORECASE,
)
_INSERT = re.compile(r"INSERT\s+(?:OR\s+\w+\s+)?INTO\s+[\w.\"`]+\s*\(([^()]*)\)\s*VALUES", re.IGNORECASE)


def own_null(tree: ast.Module, function: ast.AST, message: str) -> str:
    """Where the refused null comes from, as text; empty where it may have been sent.

    `TABLE.get(key)` of a table of the module, or a column that the statement does not write at all.
    """
    found = _LACKS.search(message)
    column = next(filter(None, found.groups()), "") if found else ""
    if not column:
        return ""
    given = list(given_to(function, column))
    resolve = resolving([tree])
    values = [value for one in given for value in (resolve(one) or [one])]
    tables = {target.id for node in tree.body for target in _targets(node) if isinstance(target, ast.Name)}
    if values and all(_is_of_table(value, tables) for value in values):
        return ast.unparse(values[0])
    return "" if given else _left_out(function, column)


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


def _is_of_table(value: ast.expr, tables: set[str]) -> bool:
    match value:
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id=name)), args=[_]):
            return name in tables
    return False


def _left_out(function: ast.AST, column: str) -> str:
    """The one statement that inserts names its columns, and this is none of them."""
    heads = [head for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)
             for head in _INSERT.findall(node.value)]  # fmt: skip
    named = {name.strip().strip('"`').lower() for head in heads for name in head.split(",")}
    return f"{column}, which is not written" if len(heads) == 1 and column.lower() not in named else ""
