"""What a look-up answers for a number that no row can have: as for any other number of which there is no row."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import exception_names
from arbase.verify.syntax import Code
from arbase.workspace.rows_by_number import beyond_integers, finds_one_row

GONE = frozenset((404, 410))


def answers_as_no_row(crash: CrashSpec, code: Code, handler: ast.ExceptHandler) -> bool:
    """`except OverflowError: return None`, or `row = None`, around the one statement that looks for the row."""
    trial, function = code.parent(handler), code.function_of(handler)
    if not isinstance(trial, ast.Try) or function is None or [len(trial.body), len(handler.body)] != [1, 1]:
        return False
    if not beyond_integers(crash.exception, crash.message) or exception_names(handler) != "OverflowError":
        return False
    match trial.body[0], handler.body[0]:
        case ast.Return(), ast.Return(value=ast.Constant(value=None)):
            return finds_one_row(function, trial.body[0])
        case ast.Assign(targets=[ast.Name(id=name)]), ast.Assign(
            targets=[ast.Name(id=same)], value=ast.Constant(value=None)
        ):
            return name == same and finds_one_row(function, trial.body[0])
    return False


def caught_as_no_row(crash: CrashSpec, code: Code, statement: ast.stmt) -> bool:
    """The statement went into a `try` whose handlers all answer so."""
    trial = code.parent(statement)
    return isinstance(trial, ast.Try) and all(answers_as_no_row(crash, code, one) for one in trial.handlers)


def blamed_for_no_row(case: GateCase) -> str:
    """The function that finds nothing for what the path names, where the client gets another answer than that."""
    inputs = case.diagnosis.client_inputs
    if not beyond_integers(case.crash.exception, case.crash.message) or not inputs:
        return ""
    of_path = all(one.partition(":")[0] == "path" for one in inputs)
    if not of_path or case.lab.after(case.overlay)[0].status in GONE:
        return ""
    for place in (*case.crash.trace, case.crash.location):
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        statement = code.statement_at(place.line) if code is not None else None
        if function is not None and statement is not None and finds_one_row(function, statement):
            return function.name
    return ""
