import pytest


@pytest.mark.parametrize(
    ("actor", "number", "items"),
    [("E-012", "ER-2026-0016", [35]), ("E-007", "ER-2026-0015", [34, 33]), ("E-013", "ER-2026-0018", [36])],
)
def test_report_without_items_comes_to_nothing(call, actor, number, items):
    for item in items:
        assert call(actor, "DELETE", f"/reports/{number}/items/{item}").status_code == 204
    body = call(actor, "GET", f"/reports/{number}").json
    assert (body["items"], body["total"]) == ([], {"amount": "0.00", "currency": "EUR"})


def test_items_can_be_added_again(call):
    call("E-012", "DELETE", "/reports/ER-2026-0016/items/35")
    item = {"spent_on": "2026-09-09", "category": "meals", "amount": "3370", "currency": "JPY"}
    answer = call("E-012", "POST", "/reports/ER-2026-0016/items", json=item)
    assert (answer.status_code, answer.json["total"]["amount"]) == (201, "20.00")


def test_one_of_two_items_is_removed(call):
    assert call("E-007", "DELETE", "/reports/ER-2026-0015/items/34").status_code == 204
    assert call("E-007", "GET", "/reports/ER-2026-0015").json["total"]["amount"] == "89.90"


def test_empty_report_cannot_be_submitted(call):
    call("E-012", "DELETE", "/reports/ER-2026-0016/items/35")
    answer = call("E-012", "POST", "/reports/ER-2026-0016/submit")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "empty_report")


def test_cents_add_up(call):
    lines = "date,category,amount\n" + "2026-09-01,meals,0.10\n" * 30
    answer = call("E-008", "POST", "/reports/ER-2026-0017/items/import", data=lines)
    assert answer.json["total"]["amount"] == "3.00"
