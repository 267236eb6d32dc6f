from datetime import date

import pytest

from expense_report import reports
from expense_report.close_month import close
from expense_report.errors import Conflict

from .conftest import NOW

AUGUST = date(2026, 8, 1)


def test_approved_reports_are_paid(conn, settings):
    document = close(conn, settings, AUGUST, NOW)
    assert [row["employee"] for row in document["paid"]] == ["E-007", "E-008"]
    assert str(document["total_paid"]) == "823.30"
    assert reports.get(conn, "ER-2026-0006").status == "paid"
    assert reports.get(conn, "ER-2026-0010").status == "approved"


def test_employees_without_iban_are_held_back(conn, settings):
    document = close(conn, settings, AUGUST, NOW)
    held = {row["employee"]: row for row in document["held"]}
    assert sorted(held) == ["E-009", "E-012"]
    assert str(held["E-009"]["amount"]) == "2381.27"
    assert reports.get(conn, "ER-2026-0008").status == "approved"


def test_payment_file_is_in_the_currency_of_the_employee(conn, settings):
    close(conn, settings, date(2026, 9, 1), NOW)
    lines = (settings.export_folder / "payments-2026-09.csv").read_text("utf-8").splitlines()
    assert lines[1] == "GB29NWBK60161331926819;Samuel Okafor;393.88;GBP;EXPENSES 2026-09 E-004"


def test_month_is_closed_once(conn, settings):
    close(conn, settings, AUGUST, NOW)
    with pytest.raises(Conflict):
        close(conn, settings, AUGUST, NOW)


def test_payment_is_announced(conn, settings):
    close(conn, settings, AUGUST, NOW)
    rows = conn.execute("SELECT * FROM jobs WHERE kind = 'report_paid' AND attempts = 0")
    assert len(rows.fetchall()) == 2
