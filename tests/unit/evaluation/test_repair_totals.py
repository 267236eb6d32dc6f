"""Seconds with and without the repository's own suite."""

from __future__ import annotations

from arbase.domain.outcome import Declined
from arbase.domain.progress import Progress, unobserved
from arbase.evaluation.cases.run import first_choice
from arbase.evaluation.repair import CaseOutcome, CaseResult, SuiteMeter, blinded, totals


def test_the_first_of_several_choices_counts_apart_from_what_is_verified() -> None:
    declined = {"family": "none", "difficulty": "easy", "outcome": CaseOutcome.DECLINED}
    sums = totals(
        [
            CaseResult(case="a", **declined, first_choice=CaseOutcome.RIGHT),
            CaseResult(case="b", **declined, first_choice=CaseOutcome.WRONG),
            CaseResult(case="c", **declined),
            CaseResult(case="d", **{**declined, "outcome": CaseOutcome.RIGHT}),
        ]
    )
    assert (sums.first_right.hits, sums.verified_right.hits, sums.declined.hits) == (2, 1, 3)


def test_the_first_choice_is_the_patch_of_the_first_detail() -> None:
    patch = "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n"
    several = Declined(reason="several behaviours pass", details=(f"comparison: status 0, ''\n{patch}", "other"))

    assert first_choice(several) == patch
    assert first_choice(Declined(reason="none", details=("comparison: evasion: no",))) == ""
    assert first_choice(None) == ""


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


def test_of_a_case_that_is_only_measured_nothing_is_told_but_how_it_ended():
    result = CaseResult(
        case="shop-a",
        family="none",
        difficulty="easy",
        outcome=CaseOutcome.DECLINED,
        reason="shop/views.py: the secret",
        patch="+secret",
        gates=("swallow: secret",),
        refused_right=("none: client data: status 404 blames secret", "index: status 200, 'secret'"),
        candidates=3,
    )
    told = blinded(result)
    assert "secret" not in told.model_dump_json()
    assert told.refused_right == ("client data", "left to a human")
    assert (told.case, told.outcome, told.candidates) == ("shop-a", CaseOutcome.DECLINED, 3)
