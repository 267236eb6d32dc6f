import pytest

ITEMS = "/reports/ER-2026-0015/items"
LUNCH = {"spent_on": "2026-08-20", "category": "meals", "merchant": "Deli", "amount": "56.00"}


def test_item_is_converted_with_the_rate_of_its_day(call):
    answer = call("E-007", "POST", ITEMS, json={**LUNCH, "currency": "usd"})
    assert answer.status_code == 201
    assert answer.json["item"]["amount_home"] == "50.00"
    assert answer.json["total"] == {"amount": "154.10", "currency": "EUR"}


def test_item_defaults_to_the_currency_of_the_employee(call):
    lunch = {**LUNCH, "amount": 1680}
    assert call("E-012", "POST", "/reports/ER-2026-0016/items", json=lunch).json["item"][
        "currency"
    ] == ("USD")


def test_item_over_the_limit_is_marked(call):
    answer = call("E-007", "POST", ITEMS, json={**LUNCH, "amount": "60.01"})
    assert answer.json["item"]["over_limit"] is True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("spent_on", "20.08.2026"),
        ("category", "wine"),
        ("amount", "-1"),
        ("amount", None),
        ("currency", "EURO"),
        ("merchant", 5),
    ],
)
def test_wrong_field_is_422_and_named(call, field, value):
    answer = call("E-007", "POST", ITEMS, json={**LUNCH, field: value})
    assert answer.status_code == 422
    assert answer.json["error"]["details"]["field"] == field


def test_currency_without_a_rate_is_422(call):
    answer = call("E-007", "POST", ITEMS, json={**LUNCH, "currency": "SEK"})
    assert answer.json["error"]["code"] == "no_rate"


def test_change_touches_only_what_is_sent(call):
    item = call("E-007", "POST", ITEMS, json=LUNCH).json["item"]
    answer = call("E-007", "PATCH", f"{ITEMS}/{item['id']}", json={"amount": "20.00"})
    assert answer.json["item"] == {**item, "amount": "20.00", "amount_home": "20.00"}


def test_deleted_item_leaves_the_total(call):
    item = call("E-007", "POST", ITEMS, json=LUNCH).json["item"]
    assert call("E-007", "DELETE", f"{ITEMS}/{item['id']}").status_code == 204
    assert call("E-007", "GET", "/reports/ER-2026-0015").json["total"]["amount"] == "104.10"


def test_items_of_a_submitted_report_stay(call):
    assert call("E-007", "POST", "/reports/ER-2026-0011/items", json=LUNCH).status_code == 409


def test_others_do_not_add_items(call):
    assert call("E-006", "POST", ITEMS, json=LUNCH).status_code == 403
