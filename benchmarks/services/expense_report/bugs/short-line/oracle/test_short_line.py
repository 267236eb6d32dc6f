import pytest

IMPORT = "/reports/ER-2026-0015/items/import"


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("date,category,amount\n2026-08-20,meals,5.60\n2026-08-21,meals\n", [2]),
        ("date,category,amount\n2026-08-20\n2026-08-21,meals,1\n2026-08-22,meals\n", [1, 3]),
        ("amount;category;date\n5,60;meals\n", [1]),
        ("amount;category;date\n5,60\n", [1]),
        ("date,category,amount\nTotal\n", [1]),
    ],
)
def test_short_lines_are_named(call, content, rows):
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code == 422
    assert [fault["row"] for fault in answer.json["error"]["details"]["rows"]] == rows
    assert call("E-007", "GET", "/reports/ER-2026-0015").json["total"]["amount"] == "104.10"


def test_cells_that_may_be_missing(call):
    content = "date,category,amount,currency,merchant\n2026-08-20,meals,5.60\n2026-08-21,meals,11.20,USD\n"
    answer = call("E-007", "POST", IMPORT, data=content)
    assert answer.status_code == 201
    found = [(item["amount"], item["currency"], item["merchant"]) for item in answer.json["items"]]
    assert found == [("5.60", "EUR", None), ("11.20", "USD", None)]


def test_cells_too_many_are_left_out(call):
    answer = call("E-007", "POST", IMPORT, data="date,category,amount\n2026-08-20,meals,5.60,what,ever\n")
    assert (answer.status_code, answer.json["imported"]) == (201, 1)
