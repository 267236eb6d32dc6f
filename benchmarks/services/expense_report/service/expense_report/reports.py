"""Expense reports and their items in the database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from expense_report.clock import from_db, to_db
from expense_report.employees import Employee
from expense_report.errors import NotFound
from expense_report.money import total

COLUMNS = ("spent_on", "category", "merchant", "description", "amount", "currency", "amount_home")


@dataclass(frozen=True)
class Item:
    """One expense; `amount_home` was converted with the rate of the day it was spent on."""

    id: int
    report_id: int
    spent_on: date
    category: str
    merchant: str | None
    description: str | None
    amount: Decimal
    currency: str
    amount_home: Decimal

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Item:
        """The item in a row of `items`."""
        return cls(
            id=row["id"],
            report_id=row["report_id"],
            spent_on=date.fromisoformat(row["spent_on"]),
            category=row["category"],
            merchant=row["merchant"],
            description=row["description"],
            amount=Decimal(row["amount"]),
            currency=row["currency"],
            amount_home=Decimal(row["amount_home"]),
        )


@dataclass(frozen=True)
class Report:
    """One report; the instants are None until the thing has happened."""

    id: int
    number: str
    employee_id: str
    title: str
    status: str
    total_home: Decimal
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    decided_by: str | None
    paid_at: datetime | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Report:
        """The report in a row of `reports`."""
        return cls(
            id=row["id"],
            number=row["number"],
            employee_id=row["employee_id"],
            title=row["title"],
            status=row["status"],
            total_home=Decimal(row["total_home"]),
            created_at=datetime.fromisoformat(row["created_at"]),
            submitted_at=from_db(row["submitted_at"]),
            decided_at=from_db(row["decided_at"]),
            decided_by=row["decided_by"],
            paid_at=from_db(row["paid_at"]),
        )


def find(conn: sqlite3.Connection, number: str) -> Report | None:
    """The report, or None where there is none with this number."""
    row = conn.execute("SELECT * FROM reports WHERE number = ?", (number,)).fetchone()
    return None if row is None else Report.from_row(row)


def get(conn: sqlite3.Connection, number: str) -> Report:
    """The report; raises NotFound."""
    report = find(conn, number)
    if report is None:
        raise NotFound(f"There is no report {number}.")
    return report


def listing(
    conn: sqlite3.Connection, *, owners: list[str] | None = None, status: str | None = None
) -> list[Report]:
    """Reports by number, of some owners (default: of all) and in one status (default: in any)."""
    rows = conn.execute("SELECT * FROM reports ORDER BY number")
    found = [Report.from_row(row) for row in rows]
    if owners is not None:
        found = [report for report in found if report.employee_id in owners]
    if status is not None:
        found = [report for report in found if report.status == status]
    return found


def next_number(conn: sqlite3.Connection, year: int) -> str:
    """The number that the next report of a year gets: `ER-2026-0042`."""
    row = conn.execute(
        "SELECT max(number) AS last FROM reports WHERE number LIKE ?", (f"ER-{year}-%",)
    ).fetchone()
    last = 0 if row["last"] is None else int(row["last"].rsplit("-", 1)[1])
    return f"ER-{year}-{last + 1:04d}"


def create(conn: sqlite3.Connection, owner: Employee, title: str, now: datetime) -> Report:
    """Opens a draft."""
    number = next_number(conn, now.year)
    conn.execute(
        "INSERT INTO reports (number, employee_id, title, created_at) VALUES (?, ?, ?, ?)",
        (number, owner.id, title, to_db(now)),
    )
    return get(conn, number)


def rename(conn: sqlite3.Connection, report: Report, title: str) -> None:
    """Gives a report another title."""
    conn.execute("UPDATE reports SET title = ? WHERE id = ?", (title, report.id))


def delete(conn: sqlite3.Connection, report: Report) -> None:
    """Removes a report with its items."""
    conn.execute("DELETE FROM reports WHERE id = ?", (report.id,))


def items_of(conn: sqlite3.Connection, report: Report) -> list[Item]:
    """The items of a report, oldest expense first."""
    rows = conn.execute(
        "SELECT * FROM items WHERE report_id = ? ORDER BY spent_on, id", (report.id,)
    )
    return [Item.from_row(row) for row in rows]


def get_item(conn: sqlite3.Connection, report: Report, item_id: int) -> Item:
    """One item of a report; raises NotFound."""
    row = conn.execute(
        "SELECT * FROM items WHERE id = ? AND report_id = ?", (item_id, report.id)
    ).fetchone()
    if row is None:
        raise NotFound(f"The report {report.number} has no item {item_id}.")
    return Item.from_row(row)


def add_item(conn: sqlite3.Connection, report: Report, values: dict[str, Any]) -> int:
    """Writes a new item and gives its id; the total of the report is not touched."""
    cursor = conn.execute(
        f"INSERT INTO items (report_id, {', '.join(COLUMNS)})"
        f" VALUES (?, {', '.join('?' * len(COLUMNS))})",
        (report.id, *(storable(values[column]) for column in COLUMNS)),
    )
    return int(cursor.lastrowid or 0)


def update_item(conn: sqlite3.Connection, item: Item, values: dict[str, Any]) -> None:
    """Writes all columns of an item anew."""
    conn.execute(
        f"UPDATE items SET {', '.join(f'{column} = ?' for column in COLUMNS)} WHERE id = ?",
        (*(storable(values[column]) for column in COLUMNS), item.id),
    )


def delete_item(conn: sqlite3.Connection, item: Item) -> None:
    """Removes an item."""
    conn.execute("DELETE FROM items WHERE id = ?", (item.id,))


def recalculate(conn: sqlite3.Connection, report: Report, home: str) -> Decimal:
    """Writes the sum of the items into the report."""
    value = total([item.amount_home for item in items_of(conn, report)], home)
    conn.execute("UPDATE reports SET total_home = ? WHERE id = ?", (str(value), report.id))
    return value


def storable(value: Any) -> Any:
    """What SQLite takes: amounts and days as text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
