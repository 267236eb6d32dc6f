"""The batch job at the end of a month: `python -m expense_report.close_month --month 2026-08`.

Everything that was approved before the month ended is paid out: one line for each employee in the
payment file, in the employee's currency, with the rate of the last day of the month.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from expense_report import employees, jobs, monitoring, reports, states, summaries
from expense_report.clock import month_bounds, next_month, parse_month, to_db, utc_now
from expense_report.config import Settings
from expense_report.db import open_database, transaction
from expense_report.employees import Employee
from expense_report.errors import ApiError, Conflict
from expense_report.money import total
from expense_report.rates import Rates
from expense_report.reports import Report
from expense_report.serialise import plain

PAYER = "E-010"
PAYMENT_HEADER = ("iban", "name", "amount", "currency", "reference")


@dataclass(frozen=True)
class Payment:
    """What one employee gets; `iban` is None for those whom we cannot pay yet."""

    employee: Employee
    reports: list[Report]
    amount_home: Decimal
    amount: Decimal


def payments(
    conn: sqlite3.Connection, settings: Settings, first: date
) -> tuple[list[Payment], list[Payment]]:
    """The payments of a month: those that can be made, and those held back for want of an IBAN."""
    _, end = month_bounds(first, settings.timezone)
    last_day = next_month(first) - timedelta(days=1)
    rates = Rates(conn, settings.home_currency)
    owed: dict[str, list[Report]] = {}
    for report in reports.listing(conn, status="approved"):
        if report.decided_at is not None and report.decided_at < end:
            owed.setdefault(report.employee_id, []).append(report)
    ready, held = [], []
    for employee_id, found in sorted(owed.items()):
        employee = employees.get(conn, employee_id)
        value = total([report.total_home for report in found], settings.home_currency)
        amount = rates.from_home(value, employee.currency, last_day)
        payment = Payment(employee, found, value, amount)
        (ready if employee.iban else held).append(payment)
    return ready, held


def describe(payment: Payment) -> dict[str, Any]:
    """A payment as it stands in the closing document."""
    return {
        "employee": payment.employee.id,
        "reports": [report.number for report in payment.reports],
        "amount_home": payment.amount_home,
        "amount": payment.amount,
        "currency": payment.employee.currency,
    }


def write_payment_file(path: Path, ready: list[Payment], month: str) -> None:
    """The file that the bank takes: semicolons, no mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(PAYMENT_HEADER)
        for payment in ready:
            person = payment.employee
            reference = f"EXPENSES {month} {person.id}"
            row = (person.iban, person.name, payment.amount, person.currency, reference)
            writer.writerow(row)


def close(
    conn: sqlite3.Connection, settings: Settings, first: date, now: datetime
) -> dict[str, Any]:
    """Pays the month out and keeps its document; raises Conflict if that was done before."""
    month = f"{first:%Y-%m}"
    with transaction(conn):
        row = conn.execute("SELECT closed_at FROM closings WHERE month = ?", (month,)).fetchone()
        if row is not None:
            raise Conflict(f"{month} was closed at {row['closed_at']}.", code="closed")
        ready, held = payments(conn, settings, first)
        found = summaries.entries(conn, first, settings.timezone)
        home = settings.home_currency
        document = {
            "month": month,
            "closed_at": now,
            "paid": [describe(payment) for payment in ready],
            "held": [describe(payment) for payment in held],
            "total_paid": total([payment.amount_home for payment in ready], home),
            "summary": summaries.summary(found, first, home),
        }
        payer = employees.get(conn, PAYER)
        for payment in ready:
            for report in payment.reports:
                states.advance(conn, report, "pay", payer, now)
                jobs.enqueue(conn, "report_paid", {"number": report.number}, now)
        text = json.dumps(document, default=plain, ensure_ascii=False)
        conn.execute(
            "INSERT INTO closings (month, closed_at, document) VALUES (?, ?, ?)",
            (month, to_db(now), text),
        )
        write_payment_file(settings.export_folder / f"payments-{month}.csv", ready, month)
    return document


def main() -> int:
    """Closes a month and prints what was paid."""
    parser = argparse.ArgumentParser(prog="expense_report.close_month")
    parser.add_argument("--month", required=True, help="for example 2026-08")
    arguments = parser.parse_args()
    monitoring.start("close_month")
    settings = Settings.from_env()
    conn = open_database(settings.database)
    try:
        document = close(conn, settings, parse_month(arguments.month), utc_now())
    except ApiError as error:
        print(error.message, file=sys.stderr)
        return 2
    print(json.dumps(document, default=plain, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    from expense_report.supervised import run

    sys.exit(run(main))
