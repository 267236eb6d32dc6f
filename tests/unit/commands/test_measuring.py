"""Cases in processes of their own: one that breaks or dies is one fault, and the others are measured."""

from __future__ import annotations

import os

from arbase.commands.measuring import measured
from arbase.evaluation.repair import CaseOutcome, CaseResult


def right(name: str) -> CaseResult:
    return CaseResult(case=name, family="", difficulty="", outcome=CaseOutcome.RIGHT)


def dies(name: str) -> CaseResult:
    os._exit(9)


def breaks(name: str) -> CaseResult:
    raise RuntimeError(f"no way to measure {name}")


def test_a_case_whose_process_dies_takes_no_other_with_it() -> None:
    work = [("a", right, ("a",)), ("b", dies, ("b",)), ("c", right, ("c",)), ("d", breaks, ("d",))]

    found = {result.case: result for result in measured(work, 1)}

    assert {name: result.outcome for name, result in found.items()} == {
        "a": CaseOutcome.RIGHT,
        "b": CaseOutcome.INFRASTRUCTURE,
        "c": CaseOutcome.RIGHT,
        "d": CaseOutcome.INFRASTRUCTURE,
    }
    assert "died" in found["b"].reason
    assert "no way to measure d" in found["d"].reason
