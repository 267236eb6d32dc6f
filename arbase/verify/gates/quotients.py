"""Gate 6, continued: what stands for a quotient of nothing is what the repository puts there."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from arbase.domain.fix import GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.literals import is_literal, literal_key
from arbase.verify.precedent import aggregates
from arbase.verify.syntax import Code
from arbase.workspace.tree import Function

Choice = ast.IfExp | ast.If
Quotient = ast.Div | ast.FloorDiv | ast.Mod


class QuotientGate(Gate):
    """A mean, share or rate of nothing is a matter of habit: None here, 0 there.

    That some count is 0 elsewhere says nothing of it, so only other guarded divisions of the repository do, a mean of a
    mean and a share of a share, or what the repository says of such figures.
    """

    name = "quotient of nothing"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a value that no other guarded division has, where the repository has others."""
        if case.restored:
            return self.passes(f"commit {case.restored[:10]} had it so")
        for file in case.files:
            new = stand_ins(file.new) if file.new else {}
            for choice in file.fresh(lambda code: list(stand_ins(code))):
                one = new[choice]
                said = case.repository.figure_of_nothing(literal_key(one.value), ast.unparse(one.value), one.sort)
                others = {} if said else _others(case, one.sort)
                if not others or one.shown in others:
                    continue
                other, place = next(iter(others.items()))
                where = f"{file.path}: line {choice.lineno}"
                return self.refuses(f"{where} puts {one.shown} for a {one.sort} of nothing, {place} puts {other}")
        return self.passes("no quotient of nothing is answered otherwise than elsewhere")


def _others(case: GateCase, sort: str) -> dict[str, str]:
    """What stands for such quotients of nothing in the unpatched code -> where."""
    return {
        one.shown: f"{path}:{choice.lineno}"
        for path, code in sorted(case.repository.codes.items())
        for choice, one in stand_ins(code).items()
        if one.sort == sort
    }


@dataclass(frozen=True)
class StandIn:
    """The literal that stands for a division, and what sort of figure the division works out."""

    value: ast.expr
    sort: str

    @property
    def shown(self) -> str:
        """The literal; 0 and 0.0 are one."""
        text = ast.unparse(self.value)
        return "0" if text in {"0", "0.0", "-0.0"} else text


def stand_ins(code: Code) -> dict[Choice, StandIn]:
    """Every choice between a division and a literal that stands for it where a test finds the divisor empty."""
    found: dict[Choice, StandIn] = {}
    for choice in code.every(ast.IfExp):
        for value, work in ((choice.orelse, choice.body), (choice.body, choice.orelse)):
            if is_literal(value) and _divides(work, choice.test):
                found[choice] = StandIn(value, aggregates(work))
    for function in code.functions:
        found |= _early(function)
    return found


def _early(function: Function) -> dict[Choice, StandIn]:
    """`if not rows: return None` before `return sum(rows) / len(rows)`."""
    found: dict[Choice, StandIn] = {}
    for number, statement in enumerate(function.body):
        if not isinstance(statement, ast.If) or statement.orelse or len(statement.body) != 1:
            continue
        (only,) = statement.body
        if not isinstance(only, ast.Return) or only.value is None or not is_literal(only.value):
            continue
        later = [one.value for one in function.body[number + 1 :] if isinstance(one, ast.Return) and one.value]
        work = next((value for value in later if _divides(value, statement.test)), None)
        if work is not None:
            found[statement] = StandIn(only.value, aggregates(work))
    return found


def _divides(work: ast.expr, test: ast.expr) -> bool:
    """The expression divides by something that the test looks at."""
    asked = _parts(test)
    return any(
        isinstance(node, ast.BinOp) and isinstance(node.op, Quotient) and asked & _parts(node.right)
        for node in ast.walk(work)
    )


def _parts(node: ast.expr) -> set[str]:
    kinds = (ast.Name, ast.Attribute, ast.Subscript)
    return {ast.unparse(part) for part in ast.walk(node) if isinstance(part, kinds)}
