"""Handlers that answer with nothing for what cannot be read, where the function is known to do so."""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.literals import literal_key
from arbase.verify.syntax import Code
from arbase.workspace.promises import unreadable_is_none

READING = frozenset(("ValueError", "UnicodeDecodeError", "JSONDecodeError", "OverflowError", "InvalidOperation"))
NOTHING = literal_key(ast.Constant(None))
SMALL = 4


def answers_as_promised(code: Code, handler: ast.ExceptHandler) -> bool:
    """`except ValueError: return None` around one reading, in a function whose docstring says so."""
    trial, function = code.parent(handler), code.function_of(handler)
    if not isinstance(trial, ast.Try) or function is None or len(trial.body) != 1 or not _is_nothing(handler):
        return False
    types = set(exception_names(handler).split(","))
    return types <= READING and unreadable_is_none(ast.get_docstring(function))


def caught_as_beside(case: GateCase, code: Code, statement: ast.stmt) -> bool:
    """The statement went into the small `try` that reads on what it gives: its handlers tell what cannot be read.

    They name their exceptions, and answer what the function's docstring promises or its callers test for.
    """
    trial, function = code.parent(statement), code.function_of(statement)
    if not isinstance(trial, ast.Try) or function is None or not 2 <= len(trial.body) <= SMALL:
        return False
    expected = case.repository.none_is_expected(function.name) or unreadable_is_none(ast.get_docstring(function))
    named = all({"Exception", "BaseException"}.isdisjoint(exception_names(one).split(",")) for one in trial.handlers)
    return expected and named and all(_is_nothing(handler) for handler in trial.handlers)


def _is_nothing(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return len(handler.body) == 1 and isinstance(last, ast.Return) and literal_key(last.value) == NOTHING
