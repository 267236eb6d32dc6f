"""A number that no table can hold, where a row is looked for by it: there is no such row."""

from __future__ import annotations

import ast
import re

_BEYOND = re.compile(r"too large to convert to SQLite INTEGER")
_EQUALS = re.compile(r"\bWHERE\b.*[^<>!]=\s*(?:\?|:\w|%s|%\(\w)", re.IGNORECASE | re.DOTALL)
# A number that is compared or counted by may be as large as it likes; what changes rows has to say that it did not.
_OTHERWISE = re.compile(
    r"(?:[<>]=?|!=|\bLIMIT|\bOFFSET|\bBETWEEN)\s*(?:\?|:\w|%s|%\()|\b(?:INSERT|UPDATE|DELETE|REPLACE)\b|"
    r"\b(?:COUNT|SUM|TOTAL|AVG|MIN|MAX|EXISTS)\s*\(",
    re.IGNORECASE,
)
_ONE_OR_NONE = frozenset(("fetchone", "first", "one_or_none", "scalar_one_or_none", "scalar", "get"))


def beyond_integers(exception: str, message: str) -> bool:
    """SQLite's integers have 64 bits; Python tells of a larger one before the statement runs."""
    return exception.rpartition(".")[2] == "OverflowError" and bool(_BEYOND.search(message))


def finds_one_row(function: ast.FunctionDef | ast.AsyncFunctionDef, statement: ast.stmt) -> bool:
    """The statement gives the one row that has what it asks for, or None: by its last call, or as its function says."""
    value = statement.value if isinstance(statement, ast.Return | ast.Assign) else None
    value = value.value if isinstance(value, ast.Await) else value
    if not isinstance(value, ast.Call):
        return False
    named = value.func.attr if isinstance(value.func, ast.Attribute) else ""
    told = function.returns is not None and re.search(r"\bNone\b|\bOptional\b", ast.unparse(function.returns))
    if named not in _ONE_OR_NONE and not (told and isinstance(statement, ast.Return)):
        return False
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    parts = list(ast.walk(value))
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id in names for one in node.targets):
            parts += ast.walk(node.value) if node is not statement else ()
    text = " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    if _EQUALS.search(text):
        return not _OTHERWISE.search(text)
    return not _OTHERWISE.search(text) and _by_model(value, parts)


def _by_model(value: ast.Call, parts: list[ast.AST]) -> bool:
    """`session.get(Hut, number)`, or `select(Hut).where(Hut.id == number)`."""
    match value:
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Name(id=model), _]):
            return model[:1].isupper()
    asked = [part.ops for part in parts if isinstance(part, ast.Compare)]
    selects = any(isinstance(part, ast.Name) and part.id == "select" for part in parts) or any(
        isinstance(part, ast.Attribute) and part.attr in ("query", "filter", "where") for part in parts
    )
    counts = any(isinstance(part, ast.Attribute) and part.attr in ("func", "limit", "offset") for part in parts)
    return selects and not counts and bool(asked) and all(isinstance(ops[0], ast.Eq) for ops in asked)
