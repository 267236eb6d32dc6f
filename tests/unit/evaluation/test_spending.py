"""What agents used is counted by case and by verified fix."""

from __future__ import annotations

from arbase.domain.progress import Progress, unobserved
from arbase.evaluation.spending import SpendingMeter, Spent, spending, spending_line


def used(incident, tokens, cost):
    data = {"tokens": tokens, "cost": cost}
    return Progress(stage="repair", kind="used", incident_id=incident, text="", data=data)


def test_the_last_count_of_each_incident_is_its_sum():
    meter = SpendingMeter(unobserved)
    for told in (used("a", 100, 0.1), used("a", 250, 0.25), used("b", 50, 0.05)):
        meter(told)
    assert meter.spent == Spent(tokens=300, cost=0.3)


def test_an_unknown_price_makes_the_sum_unknown_not_zero():
    assert spending_line([Spent(tokens=10, cost=None), Spent(tokens=20, cost=0.5)], 1) == (
        "model: 30 tokens; a case 15 tokens, price unknown; a verified fix 30 tokens, price unknown"
    )


def test_without_a_verified_fix_its_price_is_a_dash_and_without_a_model_nothing_is_said():
    assert spending_line([Spent(tokens=10, cost=1.0)], 0).endswith("a verified fix -")
    assert spending_line([Spent()], 3) == ""


def test_what_was_spent_on_declined_cases_is_part_of_what_a_fix_costs():
    found = spending([Spent(tokens=100, cost=0.1), Spent(tokens=300, cost=0.3), Spent()], 1)
    assert (found["tokens_per_case"].value, found["tokens_per_case"].n) == (133.333333, 3)
    assert (found["tokens_per_verified"].value, found["tokens_per_verified"].n) == (400.0, 1)
    assert found["cost_per_verified"].value == 0.4
    nothing = spending([Spent(tokens=100, cost=None)], 0)
    assert [nothing[name].n for name in ("cost_per_case", "cost_per_verified", "tokens_per_verified")] == [0, 0, 0]
