"""Gate 6, continued: a day that its month does not have becomes the one that the function promises."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import called_name, last_name
from arbase.workspace.pages import pages
from arbase.workspace.promises import told_at
from arbase.workspace.short_months import Meant, agreed, meant_for

# What ends at the last day of a month by itself.
ENDS = frozenset(("monthrange", "relativedelta", "DateOffset", "MonthEnd"))
FEBRUARY = 28


class ShortMonthsGate(Gate):
    """1 March is not 28 February where a docstring or comment says which of the two is meant."""

    name = "short months"

    def check(self, case: GateCase) -> GateResult:
        """Refuse the first day that is another than the promised one."""
        told, place = _promised(case)
        if not told or case.restored:
            return self.passes("nothing is promised of days that a month does not have")
        for file in case.files:
            for text in _last_days(case, file) if told in ("next", "over") else ():
                return self.refuses(f"{file.path}: `{text}` is the last day of the month, {place} promises a later one")
            for text in _first_days(file) if told == "last" else ():
                return self.refuses(f"{file.path}: `{text}` is in the next month, {place} promises the last day")
        return self.passes(f"the day is the one that {place} promises")


def _promised(case: GateCase) -> tuple[Meant, str]:
    """What the innermost function on the way says, and its name, where a month lacked the day; else the repository."""
    crash = case.crash
    if not (crash.exception.endswith("ValueError") and "day" in crash.message):
        return "", ""
    for place in reversed((*crash.trace, crash.location)):
        code = case.repository.codes.get(place.path)
        function = code.function_at(place.line) if code is not None else None
        told = meant_for(told_at(code.source, function)) if code is not None and function is not None else ""
        if told and function is not None:
            return told, function.name
    return agreed(_written(case))


def _written(case: GateCase) -> Iterator[tuple[str, str]]:
    """What is said anywhere else: in every function, and in what people wrote beside the code."""
    for code in case.repository.codes.values():
        yield from ((function.name, told_at(code.source, function)) for function in code.functions)
    yield from pages(case.repository.root).items()


def _last_days(case: GateCase, file: ChangedFile) -> Iterator[str]:
    """New expressions that stop at the last day of a month."""
    own = {
        function.name
        for code in case.repository.codes.values()
        for function in code.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and called_name(node) in ENDS
    }
    code = file.new
    for call in file.fresh(lambda source: source.every(ast.Call)) if code is not None else ():
        outer = list(code.ancestors(call)) if code is not None else []
        shortened = called_name(call) == "min" and any(last_name(part) in ("day", "days") for part in call.args)
        # Whoever only asks whether the month has the day, goes on from there as it should.
        ends = called_name(call) in ENDS | own and not any(isinstance(part, ast.Compare) for part in outer)
        if ends or shortened or (FEBRUARY in _days(call) and not (outer and isinstance(outer[0], ast.BinOp))):
            yield ast.unparse(call)[:60]


def _days(call: ast.Call) -> list[object]:
    """The days, as written, of a call that makes a date."""
    if called_name(call) not in ("replace", "date", "datetime"):
        return []
    given = [word.value for word in call.keywords if word.arg == "day"] + call.args[2:3]
    return [day.value for day in given if isinstance(day, ast.Constant)]


def _first_days(file: ChangedFile) -> Iterator[str]:
    """New dates at the first of a month from which nothing is taken."""
    code = file.new
    for call in file.fresh(lambda source: source.every(ast.Call)) if code is not None else ():
        outer = code.parent(call) if code is not None else None
        if 1 in _days(call) and not (isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Sub)):
            yield ast.unparse(call)[:60]
