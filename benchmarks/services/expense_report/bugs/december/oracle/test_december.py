import csv
import json
from datetime import date
from pathlib import Path

import pytest


@pytest.mark.parametrize(("number", "day"), [("ER-2026-0006", "2026-12-31"), ("ER-2026-0008", "2026-12-01")])
def test_december_has_figures(call, conn, number, day):
    conn.execute("UPDATE reports SET decided_at = ? WHERE number = ?", (f"{day}T12:00:00+00:00", number))
    answer = call("E-010", "GET", "/summaries/2026-12")
    assert answer.status_code == 200
    assert (answer.json["month"], answer.json["reports"]) == ("2026-12", 1)


def test_december_ends_with_the_year(call, conn):
    conn.execute("UPDATE reports SET decided_at = '2026-12-31T23:59:59+00:00' WHERE number = 'ER-2026-0006'")
    conn.execute("UPDATE reports SET decided_at = '2027-01-01T00:00:00+00:00' WHERE number = 'ER-2026-0007'")
    assert call("E-010", "GET", "/summaries/2026-12").json["total"]["amount"] == "274.40"
    assert call("E-010", "GET", "/summaries/2027-01").json["total"]["amount"] == "548.90"


def test_december_is_closed(conn, run, env):
    done = run("expense_report.close_month", "--month", "2026-12")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["month"], document["total_paid"]) == ("2026-12", "1281.30")
    path = Path(env["EXPENSE_EXPORTS"]) / "payments-2026-12.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines(), delimiter=";"))
    assert [row["amount"] for row in rows] == ["393.88", "274.40", "548.90"]


def test_december_without_reports_is_closed(conn, run):
    done = run("expense_report.close_month", "--month", "2025-12")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["total_paid"] == "0.00"


def test_reports_are_filtered_by_december(call):
    assert call("E-010", "GET", "/reports?month=2026-12").json["total"] == 0


@pytest.mark.parametrize(
    ("first", "after"),
    [(date(2026, 12, 1), date(2027, 1, 1)), (date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 11, 1), date(2026, 12, 1))],
)
def test_next_month(first, after):
    from expense_report.clock import next_month

    assert next_month(first) == after


def test_other_months_keep_their_figures(call):
    assert call("E-010", "GET", "/summaries/2026-07").json["total"]["amount"] == "1188.62"
