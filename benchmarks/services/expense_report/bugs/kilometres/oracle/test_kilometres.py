import pytest

ITEMS = "/reports/ER-2026-0015/items"
TRIP = {"spent_on": "2026-09-08", "category": "transport"}


@pytest.mark.parametrize(
    ("km", "amount"),
    [(12.5, "4.50"), (0.5, "0.18"), (33.3, "11.99"), (1234.75, "444.51"), (100.0, "36.00"), (100, "36.00"), (7, "2.52")],
)
def test_kilometres_are_paid(call, km, amount):
    answer = call("E-007", "POST", ITEMS, json={**TRIP, "km": km})
    assert answer.status_code == 201
    item = answer.json["item"]
    assert (item["amount"], item["amount_home"], item["currency"]) == (amount, amount, "EUR")


def test_total_follows(call):
    assert call("E-007", "POST", ITEMS, json={**TRIP, "km": 12.5}).json["total"]["amount"] == "108.60"


def test_kilometres_are_in_euros_for_everybody(call):
    item = call("E-012", "POST", "/reports/ER-2026-0016/items", json={**TRIP, "km": 10.5}).json["item"]
    assert (item["amount"], item["currency"]) == ("3.78", "EUR")


@pytest.mark.parametrize("km", [0, -0.5, 5000.5, True, None])
def test_wrong_kilometres_are_refused(call, km):
    answer = call("E-007", "POST", ITEMS, json={**TRIP, "km": km})
    assert (answer.status_code, answer.json["error"]["details"]["field"]) == (422, "km")


def test_amounts_work_as_before(call):
    item = call("E-007", "POST", ITEMS, json={**TRIP, "amount": 12.5}).json["item"]
    assert item["amount"] == "12.50"
