import csv

import pytest


def rows(answer, delimiter=","):
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/csv")
    return list(csv.DictReader(answer.data.decode("utf-8-sig").splitlines(), delimiter=delimiter))


@pytest.mark.parametrize(
    ("number", "amounts"),
    [
        ("ER-2026-0002", ["184.50"]),
        ("ER-2026-0007", ["349.00", "199.90"]),
        ("ER-2026-0012", ["331.55", "219.25", "68.98"]),
    ],
)
def test_employee_without_cost_centre_has_an_empty_cell(call, number, amounts):
    found = rows(call("E-008", "GET", f"/reports/{number}/export.csv"))
    assert [row["cost_centre"] for row in found] == [""] * len(amounts)
    assert [row["amount_home"] for row in found] == amounts
    assert {row["employee"] for row in found} == {"Tom Becker"}


def test_excel_too(call):
    found = rows(call("E-013", "GET", "/reports/ER-2026-0018/export.csv?dialect=excel"), ";")
    assert [(row["cost_centre"], row["amount"]) for row in found] == [("", "24.00")]


def test_cost_centres_are_still_written(call):
    found = rows(call("E-007", "GET", "/reports/ER-2026-0006/export.csv"))
    assert [row["cost_centre"] for row in found] == ["CC-210"] * 3


def test_report_without_items_is_a_header(call):
    assert rows(call("E-008", "GET", "/reports/ER-2026-0017/export.csv")) == []
