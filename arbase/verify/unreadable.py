"""Handlers that answer with nothing for what cannot be read, where the function is known to do so."""

from __future__ import annotations

import ast
import re

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.literals import literal_key
from arbase.verify.syntax import Code
from arbase.workspace.forms import shows
from arbase.workspace.promises import told_at, unreadable_is_none

READING = frozenset(("ValueError", "UnicodeDecodeError", "JSONDecodeError", "OverflowError", "InvalidOperation"))
NOTHING = literal_key(ast.Constant(None))
SMALL = 4
_NO_MATCH = re.compile(r"time data '([^']*)' does not match format")


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


def reads_other_form(crash: CrashSpec, code: Code, statement: ast.stmt) -> bool:
    """`except ValueError:` around one `strptime` reads with another form: one of which the function shows an example.

    The two statements are the same but for the form, so that nothing else is done about the failure.
    """
    trial, function = code.parent(statement), code.function_of(statement)
    said = _NO_MATCH.search(crash.message)
    if not isinstance(trial, ast.Try) or function is None or said is None or len(trial.handlers) != 1:
        return False
    handler = trial.handlers[0]
    if exception_names(handler) != "ValueError" or [len(trial.body), len(handler.body)] != [1, 1]:
        return False
    if not any(isinstance(node, ast.Attribute) and node.attr == "strptime" for node in ast.walk(statement)):
        return False
    alike = _without_form(statement) == _without_form(handler.body[0])
    return alike and not trial.finalbody and shows(told_at(code.source, function), said[1])


def _without_form(statement: ast.stmt) -> str:
    """The syntax of a statement with a blank where a `strptime` has its form."""
    copied = ast.parse(ast.unparse(statement))
    for node in ast.walk(copied):
        match node:
            case ast.Call(func=ast.Attribute(attr="strptime"), args=[_, ast.Name() | ast.Constant()]):
                node.args[1] = ast.Constant("")
    return ast.dump(copied)


def _is_nothing(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return len(handler.body) == 1 and isinstance(last, ast.Return) and literal_key(last.value) == NOTHING
