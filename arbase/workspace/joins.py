"""Queries that give one record several times: they go along a relation to many, and ask for distinct ones nowhere.

A filter over a relation joins tables, and each joined row gives its record once
(https://docs.djangoproject.com/en/stable/topics/db/queries/#spanning-multi-valued-relationships).
"""

from __future__ import annotations

import ast

_FILTERS = frozenset(("filter", "exclude", "get", "aget", "get_or_create"))
_JOINS = frozenset(("join", "outerjoin", "join_from"))
_SINGLE = frozenset(("distinct", "unique", "group_by"))
# How a field is compared (https://docs.djangoproject.com/en/stable/ref/models/querysets/#field-lookups).
_LOOKUPS = frozenset(
    ("exact", "iexact", "contains", "icontains", "in", "gt", "gte", "lt", "lte", "startswith", "istartswith",
     "endswith", "iendswith", "range", "date", "year", "iso_year", "month", "day", "week", "week_day", "iso_week_day",
     "quarter", "time", "hour", "minute", "second", "isnull", "regex", "iregex", "search", "overlap", "len", "has_key")
)  # fmt: skip


def joined(query: ast.AST) -> str:
    """The call in a chain that joins another table, as text; empty if there is none, or if each record comes once."""
    calls = [node for node in ast.walk(query) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    names = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
    if names & _SINGLE:
        return ""
    for node in calls:
        attr = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if (
            attr in _JOINS
            and node.args
            and not isinstance(owner, ast.Constant)
            and not isinstance(node.args[0], ast.Constant | ast.List | ast.GeneratorExp)
        ):
            return f".{attr}({ast.unparse(node.args[0])})"
        if attr in _FILTERS:
            words = [*node.keywords, *(word for part in node.args for word in _conditions(part))]
            named = next((word.arg for word in words if word.arg and _spans(word.arg)), "")
            if named:
                return f".{attr}({named}=...)"
    return ""


def _conditions(node: ast.expr) -> list[ast.keyword]:
    """The keywords of `Q(...)` and what is put together of such."""
    return [word for part in ast.walk(node) if isinstance(part, ast.Call) for word in part.keywords]


def _spans(name: str) -> bool:
    """`visits__day` goes along a relation, `day__gte` does not; nor does `pk` of what a key names already."""
    parts = name.split("__")
    while len(parts) > 1 and parts[-1] in _LOOKUPS:
        parts.pop()
    return len(parts) > 1 and parts[1:] != ["pk"] and parts[1:] != ["id"]
