import pytest

ITEMS = "/reports/ER-2026-0015/items"
TAXI = {"spent_on": "2026-09-10", "category": "transport", "amount": "18.00"}


def groups(call, number="ER-2026-0015", actor="E-010"):
    answer = call(actor, "GET", f"/reports/{number}/duplicates")
    assert answer.status_code == 200
    return [[item["amount"] for item in group] for group in answer.json["groups"]]


@pytest.mark.parametrize("number", ["ER-2026-0001", "ER-2026-0007", "ER-2026-0011", "ER-2026-0015", "ER-2026-0017"])
def test_items_without_a_twin_are_in_no_group(call, number):
    assert groups(call, number) == []


def test_twins_among_others(call):
    for amount in ("18.00", "5.00", "18.00", "7.50", "18.00", "7.50"):
        call("E-007", "POST", ITEMS, json={**TAXI, "amount": amount})
    assert groups(call) == [["18.00", "18.00", "18.00"], ["7.50", "7.50"]]


def test_day_and_currency_count(call):
    call("E-007", "POST", ITEMS, json=TAXI)
    call("E-007", "POST", ITEMS, json={**TAXI, "currency": "USD"})
    call("E-007", "POST", ITEMS, json={**TAXI, "spent_on": "2026-09-11"})
    assert groups(call) == []


def test_twin_of_an_old_item(call):
    call("E-007", "POST", ITEMS, json={**TAXI, "spent_on": "2026-09-08", "amount": "14.20"})
    assert groups(call) == [["14.20", "14.20"]]


def test_duplicates_of_others(call):
    assert call("E-012", "GET", "/reports/ER-2026-0015/duplicates").status_code == 403
    assert call("E-010", "GET", "/reports/ER-2026-0999/duplicates").status_code == 404
