"""Stated confidence is mapped to what outcomes say, once there are enough of them."""

from __future__ import annotations

import random

import pytest
from sklearn.isotonic import IsotonicRegression

from arbase.domain.diagnosis import Diagnosis, Hypothesis
from arbase.domain.triage import CodeLocation
from arbase.evaluation.repair import claims_of
from arbase.investigate.calibration import Calibration, Claim, Outcomes, brier, fit, subject_of, told
from arbase.model.settings import ModelSettings


def some(count, seed=3):
    """An agent that is too sure: what it states at 0.9 is right in two of three."""
    chance = random.Random(seed)
    claimed = [round(chance.uniform(0.05, 0.99), 2) for _ in range(count)]
    return [Claim(case=f"c{n}", claimed=one, right=chance.random() < one * 0.7) for n, one in enumerate(claimed)]


def test_too_few_outcomes_give_no_map_and_say_how_many():
    found = fit(some(29))
    assert found.points == ()
    assert found.note == "not calibrated yet (n=29)"
    assert (found.of(0.99), found.of(0.3)) == (0.6, 0.3)
    assert fit([Claim(case="c", claimed=0.9, right=True)] * 50).points == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_map_is_that_of_isotonic_regression(seed):
    claims = some(80, seed)
    found = fit(claims)
    known = IsotonicRegression(out_of_bounds="clip").fit([one.claimed for one in claims], [one.right for one in claims])
    grid = [number / 50 for number in range(51)]
    edge = 1 / 82
    expected = [min(max(value, edge), 1 - edge) for value in known.predict(grid)]
    assert [found.of(one) for one in grid] == pytest.approx(expected, abs=0.02)
    values = [found.of(one) for one in grid]
    assert values == sorted(values)
    assert found.note == "calibrated on 80 outcomes"


def test_calibration_by_other_cases_improves_what_is_too_sure():
    claims = some(300)
    calibrated = fit(claims[:200])
    before = brier((one.claimed, one.right) for one in claims[200:])
    assert brier((calibrated.of(one.claimed), one.right) for one in claims[200:]) < before
    assert "Brier" in told(claims)
    assert "300 hypotheses of 300 cases" in told(claims)
    assert told(some(5)) == "confidence of the agent: not calibrated yet (n=5), 5 hypotheses of 5 cases"


def test_outcomes_are_kept_for_each_model_and_prompt_and_a_case_counts_once(tmp_path):
    mine = Outcomes(tmp_path, subject_of(ModelSettings(name="one"), tmp_path))
    other = Outcomes(tmp_path, subject_of(ModelSettings(name="two"), tmp_path))
    mine.add(some(40))
    mine.add(some(40, seed=4))
    other.add(some(3))
    with (tmp_path / "investigate.jsonl").open("a") as file:
        file.write('{"torn": \n')
    assert (len(mine.claims()), len(other.claims())) == (40, 3)
    assert mine.claims() == some(40, seed=4)
    assert mine.calibration().points
    assert other.calibration() == Calibration(n=3)


def test_claims_are_graded_by_the_place_of_the_fault():
    def supposed(path, function, claimed):
        place = CodeLocation(path=path, line=3, function=function)
        return Hypothesis(id="", kind="agent", statement="s", predicts="p", location=place, claimed=claimed)

    hypotheses = (
        supposed("shop.py", "Shop.total", 0.9),
        supposed("shop.py", "other", 0.3),
        supposed("shop.py", "total", None),
    )
    found = claims_of(Diagnosis(incident_id="i", crash=None, hypotheses=hypotheses), ("shop.py", "total"))
    assert [(one.claimed, one.right) for one in found] == [(0.9, True), (0.3, False)]
