"""Which tables of pandas hold counts or sums, of which there are none where nothing was counted."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

COUNTS = frozenset(("size", "count", "sum", "nunique", "value_counts"))
GROUPS = frozenset(("groupby", "resample", "value_counts"))
SHAPES = frozenset(("reindex", "unstack", "pivot_table"))
# What takes counts to counts.
_KEEPS = frozenset("astype sort_index sort_values reindex unstack rename rename_axis copy".split())


def is_counted(node: ast.expr, values: Callable[[str], Iterable[ast.expr | None]]) -> bool:
    """`table.groupby("day").size()`, `table["kind"].value_counts()`, also sorted, chosen from or in another shape.

    `values` gives what is assigned to a name where the expression stands.
    """
    table = _origin(node)
    if isinstance(table, ast.Name):
        # `counts = counts.reindex(days)` is counted if the others are.
        given = [_origin(one) if one is not None else None for one in values(table.id)]
        others = [one for one in given if not (isinstance(one, ast.Name) and one.id == table.id)]
        return bool(others) and all(map(_counts, others))
    return _counts(table)


def _origin(node: ast.expr) -> ast.expr:
    """The table without what only puts it in another order, shape or kind."""
    while True:
        match node:
            case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in _KEEPS:
                node = inner
            case ast.Subscript(value=inner) | ast.Attribute(value=inner, attr="loc"):
                node = inner
            case _:
                return node


def _counts(node: ast.expr | None) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in COUNTS:
            return name == "value_counts" or _is_grouped(inner)
        case ast.Call():
            return pivots_counts(node)
    return False


def pivots_counts(call: ast.Call) -> bool:
    """`table.pivot_table(..., aggfunc="sum")`."""
    pivots = isinstance(call.func, ast.Attribute) and call.func.attr == "pivot_table"
    words = [word.value for word in call.keywords if word.arg == "aggfunc"]
    match words:
        case [ast.Constant(value=how)] | [ast.Name(id=how)]:
            return pivots and how in {*COUNTS, "len"}
    return False


def _is_grouped(node: ast.expr) -> bool:
    while True:
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in GROUPS:
                return True
            case ast.Subscript(value=inner) | ast.Attribute(value=inner):
                node = inner
            case _:
                return False
