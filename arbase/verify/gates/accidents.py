"""Exceptions that nobody raised to say that an input is wrong, passed off as a mistake of the client."""

from __future__ import annotations

import ast
import re

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.syntax import Code, called_name

# What Python raises where code is wrong, or where data is that the code itself should have looked at.
ACCIDENTS = frozenset(
    ("ZeroDivisionError", "TypeError", "AttributeError", "IndexError", "UnboundLocalError", "NameError",
     "RecursionError", "AssertionError", "ArithmeticError", "UnicodeEncodeError")
)  # fmt: skip
# These say that an input is wrong where code reads one; from any other call they are as much of an accident.
OF_READERS = frozenset(("ValueError", "OverflowError", "UnicodeError", "UnicodeDecodeError", "InvalidOperation"))
# These say that nothing is there for what was asked, where what was asked for is a client's.
OF_LOOKUPS = frozenset(("KeyError", "LookupError"))
READERS = re.compile(
    r"[A-Z]\w*|int|float|complex|date|time|timedelta|fromisoformat|fromhex|strptime|fromtimestamp|fromordinal|"
    r"fromisocalendar|loads?|index|\w*(?:parse|read|decode|unpack|convert|valid|to_datetime|to_numeric|ip_address|"
    r"ip_network|unhexlify)\w*"
)


def accident(case: GateCase, file: ChangedFile, code: Code, handler: ast.ExceptHandler) -> str:
    """The exception, where a handler around a call blames the client for what went wrong deeper down by accident.

    What stands in the `try` itself may be refused so: the code sees what it divides or reads. An exception raised on
    purpose, or by what reads an input, says that the input is wrong wherever it is raised.
    """
    types = set(exception_names(handler).split(","))
    trial = code.parent(handler)
    if not types & (ACCIDENTS | OF_READERS | OF_LOOKUPS) or not isinstance(trial, ast.Try | ast.TryStar):
        return ""
    crashed = set(file.successors(case.crash.location.line)) if case.crash.location.path == file.path else set()
    lines = {line for item in trial.body for line in range(item.lineno, (item.end_lineno or item.lineno) + 1)}
    if crashed & lines:
        return ""
    if accidents := types & ACCIDENTS:
        usual = any(accidents & set(known.split(",")) for known, _ in case.repository.handlers)
        return "" if usual else min(accidents)
    if lookups := types & OF_LOOKUPS:
        return min(lookups) if _is_fixed_key(case) else ""
    return "" if _is_read(case) else min(types & OF_READERS)


def _is_fixed_key(case: GateCase) -> bool:
    """The crashed statement asks for a key that is written in the code: nobody chose it by what a client sent."""
    source = case.repository.codes.get(case.crash.location.path)
    statement = source.statement_at(case.crash.location.line) if source else None
    if statement is None or isinstance(statement, ast.Raise):
        return False
    looked_up = [node for node in ast.walk(statement) if isinstance(node, ast.Subscript)]
    failing = [node for node in looked_up if _holds(node, case.crash)]
    return bool(failing) and all(isinstance(node.slice, ast.Constant) for node in failing)


def _is_read(case: GateCase) -> bool:
    """The crashed statement raises by itself, calls something that reads an input, or takes one apart.

    Also where there is no such statement to look at.
    """
    source = case.repository.codes.get(case.crash.location.path)
    statement = source.statement_at(case.crash.location.line) if source else None
    if source is None or statement is None or isinstance(statement, ast.Raise):
        return True
    failing = failing_calls(statement, case.crash)
    return any(READERS.fullmatch(called_name(call)) for call in failing) or (not failing and _takes_apart(statement))


def failing_calls(statement: ast.stmt, crash: CrashSpec) -> list[ast.Call]:
    """The call of the crashed statement that fails; all of its calls where that cannot be told."""
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return [call for call in calls if _holds(call, crash)] or calls


def _takes_apart(statement: ast.stmt) -> bool:
    """`day, month = parts`: it reads the form of an input without a call."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    loops = [node.target for node in ast.walk(statement) if isinstance(node, ast.For | ast.comprehension)]
    return any(isinstance(one, ast.Tuple | ast.List) for one in (*targets, *loops))


def _holds(node: ast.expr, crash: CrashSpec) -> bool:
    """The node is the failing expression."""
    end = (crash.end_line or crash.location.line, crash.end_column)
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset) == (
        crash.location.line,
        crash.column,
        *end,
    )


def fails_as_well(code: Code, handler: ast.ExceptHandler) -> int:
    """The line of another call in the function that reads the same data in the same way and that nothing catches.

    `struct.unpack_from(">H", blob, 4)` fails as `struct.unpack_from(">I", blob, 6)` does: who handles one only has not
    understood what is wrong. Calls of functions of a module only; 0 if there is none.
    """
    tried, function = code.parent(handler), code.function_of(handler)
    if not isinstance(tried, ast.Try) or function is None:
        return 0
    inside = {part for statement in tried.body for part in ast.walk(statement)}
    modules = {(item.asname or item.name) for node in code.every(ast.Import) for item in node.names}
    read = {one for part in inside if isinstance(part, ast.Call) for one in _readings(part)}
    read = {one for one in read if one[0].partition(".")[0] in modules}
    caught = set(exception_names(handler).split(","))
    for node in ast.walk(function):
        again = isinstance(node, ast.Call) and node not in inside and any(one in read for one in _readings(node))
        around = [outer for outer in code.ancestors(node) if isinstance(outer, ast.Try)] if again else []
        known = {name for one in around for item in one.handlers for name in exception_names(item).split(",")}
        if again and isinstance(node, ast.Call) and not known & caught:
            return node.lineno
    return 0


def _readings(call: ast.Call) -> list[tuple[str, str]]:
    """The function of a module that is called, with each plain name that it is given."""
    if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
        return []
    return [(ast.unparse(call.func), item.id) for item in call.args if isinstance(item, ast.Name)]
