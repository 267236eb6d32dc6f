"""What diagnoses state of their confidence is held against where the fault was."""

from __future__ import annotations

import pytest

from arbase.domain.diagnosis import Diagnosis, Hypothesis
from arbase.domain.triage import CodeLocation
from arbase.evaluation.confidence import confidence_error, confidence_table
from arbase.evaluation.repair import CaseOutcome, CaseResult, stated_of
from arbase.investigate.calibration import Claim


def result(number, *, stated=(), claims=()):
    facts = {"case": f"c{number}", "family": "none", "difficulty": "easy", "outcome": CaseOutcome.DECLINED}
    told = {
        name: tuple(Claim(case=f"c{number}", claimed=said, right=right) for said, right in pairs)
        for name, pairs in (("stated", stated), ("claims", claims))
    }
    return CaseResult(**facts, **told)


def test_each_producer_is_judged_by_its_own_statements():
    results = [result(number, stated=[(0.85, number < 6)], claims=[(0.95, True)]) for number in range(10)]
    static, agent = confidence_table(results)
    assert (static.by, static.said, static.right.hits, static.right.total) == ("static", 0.85, 6, 10)
    assert (agent.by, agent.low, agent.high, agent.right.value) == ("agent", 0.8, 1.0, 1.0)
    assert static.right.low < 0.6 < static.right.high


def test_certainty_and_no_confidence_at_all_lie_in_the_outer_fifths():
    rows = confidence_table([result(1, stated=[(1.0, True), (0.0, False), (0.8, True)])])
    assert [(row.low, row.right.total) for row in rows] == [(0.0, 1), (0.8, 2)]


def test_the_error_is_that_of_what_was_stated_and_nothing_is_measured_where_nothing_was():
    well = [result(number, stated=[(0.75, number % 4 != 0)]) for number in range(40)]
    sure = [result(number, stated=[(0.95, number % 4 != 0)]) for number in range(40)]
    assert confidence_error(well).value == pytest.approx(0.0)
    found = confidence_error(sure)
    assert found.value == pytest.approx(0.2)
    assert found.low < 0.2 < found.high
    assert confidence_error([result(1)]).n == 0


def test_a_function_is_stated_with_the_surest_of_the_hypotheses_that_name_it():
    def one(path, function, confidence, **more):
        place = CodeLocation(path=path, line=3, function=function)
        return Hypothesis(id="", kind="k", statement="s", predicts="p", location=place, confidence=confidence, **more)

    hypotheses = (
        one("shop.py", "Shop.total", 0.2),
        one("shop.py", "Shop.total", 0.7),
        one("shop.py", "other", 0.3),
        one("", "<library>", 0.9),
        one("shop.py", "third", 0.9, claimed=0.9),
    )
    found = stated_of(Diagnosis(incident_id="i", crash=None, hypotheses=hypotheses), ("shop.py", "total"))
    assert [(claim.claimed, claim.right) for claim in found] == [(0.7, True), (0.3, False)]
