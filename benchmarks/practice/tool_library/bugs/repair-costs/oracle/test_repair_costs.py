from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("label", "jobs", "spent", "last"),
    [
        ("PLANE-01", 0, "0.00", None),
        ("SAW-JIG-01", 1, "0.00", "2026-02-06"),
        ("SAW-JIG-02", 1, "0.00", None),
        ("DRILL-HAMMER-01", 2, "20.50", "2026-08-15"),
    ],
)
def test_history(ask, label, jobs, spent, last):
    answer = ask(1002, "GET", f"/copies/{label}/faults")
    assert answer.status == 200
    assert (answer.json["label"], len(answer.json["jobs"]), answer.json["last_closed_on"]) == (label, jobs, last)
    assert Decimal(answer.json["spent"]) == Decimal(spent)


def test_costs_are_added_to_nothing(ask):
    assert ask(1001, "POST", "/jobs/1/repaired", {"cost": "7.25"}).status == 200
    history = ask(1001, "GET", "/copies/SAW-JIG-02/faults").json
    assert (Decimal(history["spent"]), history["last_closed_on"]) == (Decimal("7.25"), "2026-09-16")
    assert history["jobs"][0]["fault"] == "Blade clamp is loose"


def test_who_and_what(ask):
    assert ask(1003, "GET", "/copies/PLANE-01/faults").status == 403
    assert ask(1002, "GET", "/copies/PLANE-07/faults").status == 404
    assert ask(1002, "GET", "/jobs").json["total"] == 1
