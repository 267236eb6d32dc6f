"""Seconds with and without the repository's own suite."""

from __future__ import annotations

from arbase.domain.progress import Progress, unobserved
from arbase.evaluation.repair import CaseOutcome, CaseResult, SuiteMeter, totals


def test_waiting_for_the_suite_is_added_up_and_taken_off() -> None:
    meter = SuiteMeter(unobserved)
    meter(Progress(stage="investigate", kind="traffic", text="", data={"suite_seconds": 2.5}))
    meter(Progress(stage="verify", kind="suite", text="", data={"suite_seconds": 1.5}))
    meter(Progress(stage="verify", kind="proof", text="", data={"suite_seconds": "many"}))
    assert meter.seconds == 4.0
    case = CaseResult(
        case="a", family="none", difficulty="easy", outcome=CaseOutcome.RIGHT, seconds=10.0, suite_seconds=meter.seconds
    )
    sums = totals([case])
    assert (sums.seconds_p50, sums.own_seconds_p50) == (10.0, 6.0)
