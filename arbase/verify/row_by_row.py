"""Bytes that no encoding knows, in what is taken in row by row."""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.syntax import Code, called_name

_LOOPS = (ast.For, ast.AsyncFor)


def taken_row_by_row(case: GateCase) -> str:
    """The place that tells of each row what is wrong with it, where the last of several encodings failed.

    Who tries one encoding after the other means to read whatever comes; that one letter of a row cannot be read is no
    reason to refuse all of them. Where only one encoding is tried, what has another one may be refused as a whole.
    """
    if case.crash.exception.rpartition(".")[2] != "UnicodeDecodeError" or not _is_last_resort(case):
        return ""
    for place in case.crash.trace:
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        for loop in ast.walk(function) if function is not None else ():
            if isinstance(loop, _LOOPS) and loop.lineno > place.line and (line := _tells_of_each(loop)):
                return f"{place.path}:{line}"
    return ""


def _is_last_resort(case: GateCase) -> bool:
    """The crashed statement decodes in a handler for what could not be decoded, or in what is behind such a `try`."""
    code = case.repository.codes.get(case.crash.location.path)
    statement = code.statement_at(case.crash.location.line) if code is not None else None
    if code is None or statement is None:
        return False
    outer = next((one for one in code.ancestors(statement) if isinstance(one, ast.ExceptHandler)), None)
    return (outer is not None and _is_of_decoding(code, outer)) or _follows_attempt(code, statement)


def _is_of_decoding(code: Code, handler: ast.ExceptHandler) -> bool:
    caught = set(exception_names(handler).split(","))
    tried = code.parent(handler)
    calls = [part for one in getattr(tried, "body", ()) for part in ast.walk(one) if isinstance(part, ast.Call)]
    return bool(caught & {"UnicodeDecodeError", "UnicodeError", "ValueError"}) and any(
        called_name(call) in ("decode", "str") for call in calls
    )


def _follows_attempt(code: Code, statement: ast.stmt) -> bool:
    """`try: return raw.decode() except UnicodeDecodeError: pass` in front of it, or a loop of such attempts."""
    block = getattr(code.parent(statement), "body", [])
    before = block[: block.index(statement)] if statement in block else []
    handlers = (part for one in before for part in ast.walk(one) if isinstance(part, ast.ExceptHandler))
    return any(_is_of_decoding(code, handler) for handler in handlers)


def _tells_of_each(loop: ast.For | ast.AsyncFor) -> int:
    """The line of a handler in the loop that tells something and goes on with the next; 0 if there is none."""
    for part in ast.walk(loop):
        if not isinstance(part, ast.ExceptHandler):
            continue
        leaves = any(isinstance(one, ast.Raise | ast.Return | ast.Break) for one in ast.walk(part))
        tells = any(isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) for one in part.body)
        if tells and not leaves:
            return part.lineno
    return 0
