"""Delegation: somebody decides in another's right for a while."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from expense_report.errors import Conflict, NotFound


@dataclass(frozen=True)
class Delegation:
    """`to_id` decides for `from_id`, both days included; without an end until it is taken back."""

    id: int
    from_id: str
    to_id: str
    starts_on: date
    ends_on: date | None

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Delegation:
        """The delegation in a row of `delegations`."""
        end = row["ends_on"]
        return cls(
            id=row["id"],
            from_id=row["from_id"],
            to_id=row["to_id"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=None if end is None else date.fromisoformat(end),
        )

    def covers(self, day: date) -> bool:
        """It is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, start: date, end: date | None) -> bool:
        """It shares a day with a span; a span without an end goes on for ever."""
        last = self.ends_on or date.max
        return self.starts_on <= (end or date.max) and start <= last


def given_by(conn: sqlite3.Connection, employee_id: str) -> list[Delegation]:
    """All delegations that an employee has given, oldest first."""
    rows = conn.execute(
        "SELECT * FROM delegations WHERE from_id = ? ORDER BY starts_on", (employee_id,)
    )
    return [Delegation.from_row(row) for row in rows]


def delegate_of(conn: sqlite3.Connection, employee_id: str, day: date) -> str | None:
    """Who decides for an employee on a day, or None."""
    for delegation in given_by(conn, employee_id):
        if delegation.covers(day):
            return delegation.to_id
    return None


def add(
    conn: sqlite3.Connection, from_id: str, to_id: str, start: date, end: date | None
) -> Delegation:
    """Writes a delegation; raises Conflict where there is one in that time already."""
    for other in given_by(conn, from_id):
        if other.overlaps(start, end):
            raise Conflict(f"{other.to_id} already decides for you then.", code="overlap")
    cursor = conn.execute(
        "INSERT INTO delegations (from_id, to_id, starts_on, ends_on) VALUES (?, ?, ?, ?)",
        (from_id, to_id, start.isoformat(), None if end is None else end.isoformat()),
    )
    return Delegation(int(cursor.lastrowid or 0), from_id, to_id, start, end)


def remove(conn: sqlite3.Connection, from_id: str, delegation_id: int) -> None:
    """Takes a delegation back; raises NotFound."""
    cursor = conn.execute(
        "DELETE FROM delegations WHERE id = ? AND from_id = ?", (delegation_id, from_id)
    )
    if cursor.rowcount == 0:
        raise NotFound(f"You have given no delegation {delegation_id}.")
