import pytest


@pytest.mark.parametrize(
    ("actor", "month"),
    [("E-010", "2026-02"), ("E-010", "2027-01"), ("E-001", "2026-05"), ("E-007", "2026-07"), ("E-011", "2026-08")],
)
def test_month_of_nothing(call, conn, actor, month):
    conn.execute("UPDATE employees SET active = 1 WHERE id = 'E-011'")
    answer = call(actor, "GET", f"/summaries/{month}")
    assert answer.status_code == 200
    body = answer.json
    assert (body["month"], body["reports"]) == (month, 0)
    assert body["total"] == {"amount": "0.00", "currency": "EUR"}
    assert body["average_report"] is None
    assert body["days_to_decide"] is None
    assert body["by_category"] == body["by_cost_centre"] == []
    assert body["by_currency"] == {}


@pytest.mark.parametrize(
    ("month", "reports", "total", "average", "days"),
    [
        ("2026-06", 2, "546.06", "273.03", "2.5"),
        ("2026-07", 2, "1188.62", "594.31", "1.6"),
        ("2026-08", 4, "3159.43", "789.86", "4.7"),
        ("2026-09", 1, "458.00", "458.00", "2.6"),
    ],
)
def test_other_months_keep_their_figures(call, month, reports, total, average, days):
    body = call("E-010", "GET", f"/summaries/{month}").json
    assert (body["reports"], body["total"]["amount"], body["average_report"]) == (reports, total, average)
    assert body["days_to_decide"] == days
