"""Moments of a date as mail and HTTP write it, which the standard library gives without a zone.

`email.utils.parsedate_to_datetime` does so where the date ends in `-0000` or in a zone that nobody knows. RFC 5322
(3.3 and 4.3) says of both that the time is UTC, and nothing of where it was written: there is no zone to decide on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.syntax import Code, called_name, last_name
from arbase.workspace.tree import Function

READER = "parsedate_to_datetime"


def completes_mail_date(code: Code | None, call: ast.Call) -> bool:
    """`since.replace(tzinfo=UTC)` of what was read so, and only where it has no zone: an offset that is told stays."""
    function = code.function_of(call) if code else None
    zones = [last_name(word.value) for word in call.keywords if word.arg == "tzinfo"]
    match call:
        case ast.Call(func=ast.Attribute(attr="replace", value=ast.Name(id=name)), args=[], keywords=[_]):
            pass
        case _:
            return False
    if code is None or function is None or [zone.upper() for zone in zones] != ["UTC"]:
        return False
    return _is_library(code) and _is_read(code, function, call, name) and _only_without_zone(function, call, name)


def _is_library(code: Code) -> bool:
    """The name is that of the standard library, in the spelling of the module."""
    sources = [node.module for node in code.every(ast.ImportFrom) if READER in {one.name for one in node.names}]
    whole = any(one.name == "email.utils" for node in code.every(ast.Import) for one in node.names)
    part = any(
        node.module == "email" and "utils" in {one.name for one in node.names} for node in code.every(ast.ImportFrom)
    )
    own = any(function.name == READER for function in code.functions)
    return not own and (sources == ["email.utils"] if sources else whole or part)


def _is_read(code: Code, function: Function, call: ast.Call, name: str) -> bool:
    """All that the name gets is read so, other than what the call itself gives it."""
    given = [item.arg for item in (*function.args.args, *function.args.kwonlyargs, *function.args.posonlyargs)]
    stores = [
        (store, statement)
        for store in ast.walk(function)
        if isinstance(store, ast.Name) and store.id == name and isinstance(store.ctx, ast.Store)
        if not _holds(statement := code.statement_of(store), call)
    ]
    return name not in given and bool(stores) and all(_gets_date(statement, store) for store, statement in stores)


def _gets_date(statement: ast.stmt | None, store: ast.Name) -> bool:
    match statement:
        case ast.Assign(targets=[target], value=ast.Call() as call):
            return target is store and called_name(call) == READER
    return False


def _holds(statement: ast.AST | None, call: ast.Call) -> bool:
    return statement is not None and any(node is call for node in ast.walk(statement))


def _only_without_zone(function: Function, call: ast.Call, name: str) -> bool:
    """The call stands on the side of a question after the zone on which there is none."""
    for node in ast.walk(function):
        if isinstance(node, ast.IfExp | ast.If):
            bare = _is_bare(node.test, name)
            side = node.body if bare else node.orelse
            if bare is not None and any(part is call for part in _nodes(side)):
                return True
    return False


def _nodes(side: ast.expr | list[ast.stmt]) -> Iterator[ast.AST]:
    for one in side if isinstance(side, list) else [side]:
        yield from ast.walk(one)


def _is_bare(test: ast.expr, name: str) -> bool | None:
    """Whether the test holds for moments without a zone (`since.tzinfo is None`), for those with one, or for others."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=asked):
            found = _is_bare(asked, name)
            return None if found is None else not found
        case ast.Compare(left=asked, ops=[ast.Is() | ast.Eq()], comparators=[ast.Constant(value=None)]):
            return True if _is_zone(asked, name) else None
        case ast.Compare(left=asked, ops=[ast.IsNot() | ast.NotEq()], comparators=[ast.Constant(value=None)]):
            return False if _is_zone(asked, name) else None
        case ast.Call(args=[ast.Name(id=given)], keywords=[]) if given == name:
            return {"is_naive": True, "is_aware": False}.get(called_name(test))
    return False if _is_zone(test, name) else None


def _is_zone(node: ast.expr, name: str) -> bool:
    """`since.tzinfo`, `since.utcoffset()`."""
    match node:
        case ast.Attribute(value=ast.Name(id=given), attr="tzinfo"):
            return given == name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=given), attr="utcoffset"), args=[]):
            return given == name
    return False
