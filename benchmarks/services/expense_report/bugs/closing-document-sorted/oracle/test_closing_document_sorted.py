import json

import pytest


@pytest.mark.parametrize(
    ("month", "paid", "total", "held"),
    [
        ("2026-08", ["E-007", "E-008"], "823.30", ["E-009", "E-012"]),
        ("2026-09", ["E-004", "E-007", "E-008"], "1281.30", ["E-009", "E-012"]),
        ("2026-05", [], "0.00", []),
    ],
)
def test_document_is_printed(conn, run, month, paid, total, held):
    done = run("expense_report.close_month", "--month", month)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["month"] == month
    assert [row["employee"] for row in document["paid"]] == paid
    assert [row["employee"] for row in document["held"]] == held
    assert document["total_paid"] == total
    assert conn.execute("SELECT count(*) FROM closings WHERE month = ?", (month,)).fetchone()[0] == 1


def test_amounts_are_text_and_instants_are_aware(conn, run):
    document = json.loads(run("expense_report.close_month", "--month", "2026-08").stdout)
    assert document["paid"][0]["amount"] == "274.40"
    assert document["held"][0] == {
        "employee": "E-009",
        "reports": ["ER-2026-0008"],
        "amount_home": "2126.13",
        "amount": "2381.27",
        "currency": "USD",
    }
    assert document["summary"]["by_currency"]["EUR"] == "823.30"
    assert document["closed_at"].endswith("+00:00")
    assert "T" in document["closed_at"]


def test_month_is_closed_once(conn, run):
    assert run("expense_report.close_month", "--month", "2026-08").returncode == 0
    again = run("expense_report.close_month", "--month", "2026-08")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.startswith("2026-08 was closed at ")
