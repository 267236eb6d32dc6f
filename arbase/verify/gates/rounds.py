"""Gate 7, continued: what earlier rounds of a loop wrote is not taken back by one that fails."""

from __future__ import annotations

import ast

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code, called_name

LOOPS = (ast.For, ast.AsyncFor, ast.While)
OPENED = ("begin_nested", "savepoint", "atomic")


class RoundsGate(Gate):
    """A `rollback()` in one of several rounds that are committed together undoes those before it."""

    name = "rounds kept"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a new rollback of what a loop writes before it commits."""
        for file in case.files:
            for call in file.fresh(lambda code: code.every(ast.Call)) if not case.restored else ():
                if called_name(call) == "rollback" and (place := _round_of(case, file, call)):
                    return self.refuses(
                        f"{file.path}:{call.lineno} rolls back the whole transaction, and with it what {place} wrote "
                        "in the rounds before"
                    )
        return self.passes("no earlier round is undone")


def _round_of(case: GateCase, file: ChangedFile, call: ast.Call) -> str:
    """The loop whose rounds are one transaction, or the function that calls it in such a loop; empty if none does."""
    code, owner = file.new, call.func.value if isinstance(call.func, ast.Attribute) else None
    if code is None or owner is None:
        return ""
    session = ast.unparse(owner)
    around = list(code.ancestors(call))
    if _has_its_own(around):
        return ""
    for outer in around:
        if isinstance(outer, LOOPS):
            return "" if _commits(outer) else f"the loop at line {outer.lineno}"
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            handed = {item.arg for item in (*outer.args.posonlyargs, *outer.args.args, *outer.args.kwonlyargs)}
            return _caller(case, outer.name) if session in handed and not _commits(outer) else ""
    return ""


def _has_its_own(around: list[ast.AST]) -> bool:
    """A savepoint in the same function: what is rolled back is that alone."""
    function = next((one for one in around if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)), None)
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)] if function is not None else []
    return any(called_name(node) in OPENED for node in calls)


def _commits(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) and called_name(part) == "commit" for part in ast.walk(node))


def _caller(case: GateCase, name: str) -> str:
    """The function that calls `name` in a loop and commits none of its rounds."""
    for code in case.repository.codes.values():
        for call in code.every(ast.Call):
            loop = _loop_around(code, call) if called_name(call) == name else None
            if loop is not None and not _commits(loop):
                function = code.function_of(call)
                return function.name if function is not None else "a loop"
    return ""


def _loop_around(code: Code, call: ast.Call) -> ast.AST | None:
    for outer in code.ancestors(call):
        if isinstance(outer, LOOPS):
            return outer
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return None
    return None
