"""Answers that the service is at fault or not available: the same failure in other words."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer, exception_names
from arbase.verify.precedent import body_key
from arbase.verify.syntax import Code, called_name, last_name

AT_FAULT = 500


def server_errors(case: GateCase, file: ChangedFile, code: Code) -> Iterator[str]:
    """An answer that the service is at fault or not available is no repair, unless it has it for the same failure."""
    for node in file.fresh(lambda source: source.statements):
        status = error_answer(node)
        # The syntax does not tell the status of an exception of the repository's own; the answer does.
        by_class = status == 0 and isinstance(node, ast.Raise)
        if by_class:
            status = _answered_by(case, file, node)
        if not status or status < AT_FAULT:
            continue
        handler = next((outer for outer in code.ancestors(node) if isinstance(outer, ast.ExceptHandler)), None)
        known = handler is not None and (
            _calls_as_before(file, code, handler, _raised(node))
            if by_class
            else (exception_names(handler), body_key(handler)) in case.repository.handlers
        )
        if not known:
            yield f"line {node.lineno} answers {status}: the service would still fail, only in other words"


def _answered_by(case: GateCase, file: ChangedFile, node: ast.stmt) -> int:
    """The status of the mended trigger, where it runs this statement and the service says that it is at fault."""
    after = case.lab.after(case.overlay)[0]
    ran = node.lineno in after.lines.get(file.path, ())
    return after.status if ran and after.status is not None and after.status >= AT_FAULT else 0


def _raised(node: ast.stmt) -> str:
    raised = node.exc if isinstance(node, ast.Raise) else None
    made = raised.func if isinstance(raised, ast.Call) else raised
    return last_name(made) if made is not None else ""


def _calls_as_before(file: ChangedFile, code: Code, handler: ast.ExceptHandler, raised: str) -> bool:
    """Another `try` of the old file calls the same and fails with the same class: what is called is not available.

    A service that does not answer, or not in its form, is told so where it is called; of what goes wrong in code of
    one's own it is not true.
    """
    calls = _calls(code.parent(handler))
    for one in file.old.every(ast.ExceptHandler) if file.old is not None else ():
        ends = any(isinstance(part, ast.Raise) and _raised(part) == raised for part in one.body)
        if ends and file.old is not None and calls & _calls(file.old.parent(one)):
            return True
    return False


def _calls(trial: ast.AST | None) -> set[str]:
    """What the body of a `try` calls."""
    body = trial.body if isinstance(trial, ast.Try | ast.TryStar) else []
    return {called_name(part) for item in body for part in ast.walk(item) if isinstance(part, ast.Call)} - {""}
