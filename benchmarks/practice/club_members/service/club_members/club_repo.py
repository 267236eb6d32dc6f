"""Repositories of the club: audit, memberships, families, courts and bookings, invoices."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from club_members.clock import stamp
from club_members.database import Repository
from club_members.entities import Booking, Court, Family, Invoice, Membership


class Audit(Repository):
    """The table `audit`: who did what to whom. Nothing is ever changed or removed."""

    def write(self, at: datetime, actor_id: int | None, member_id: int, action: str, **details: Any) -> None:
        """Add an entry; days and sets in the details become text and lists."""
        text = json.dumps(details, default=_plain, sort_keys=True)
        self._insert(
            "audit", created_at=stamp(at), actor_id=actor_id, member_id=member_id, action=action, details=text
        )

    def entries(
        self, *, member_id: int | None = None, action: str | None = None, since: datetime | None = None, limit: int = 50
    ) -> list[dict[str, Any]]:
        """The newest entries first."""
        conditions: list[str] = []
        values: list[Any] = []
        if member_id is not None:
            conditions.append("member_id = ?")
            values.append(member_id)
        if action is not None:
            conditions.append("action = ?")
            values.append(action)
        if since is not None:
            conditions.append("created_at >= ?")
            values.append(stamp(since))
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._all(f"SELECT * FROM audit {where} ORDER BY id DESC LIMIT ?", *values, limit)
        return [{**dict(row), "details": json.loads(row["details"])} for row in rows]


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set | frozenset) else value.isoformat()


class Memberships(Repository):
    """The table `memberships`; a member has at most one that is active."""

    def start(self, member_id: int, kind: str, starts_on: date, ends_on: date | None) -> int:
        """Begin a membership."""
        return self._insert(
            "memberships",
            member_id=member_id,
            kind=kind,
            starts_on=starts_on.isoformat(),
            ends_on=ends_on.isoformat() if ends_on else None,
        )

    def active_of(self, member_id: int) -> Membership | None:
        """The present membership."""
        row = self._first("SELECT * FROM memberships WHERE member_id = ? AND state = 'active'", member_id)
        return Membership.of(row) if row else None

    def active(self) -> list[Membership]:
        """All present memberships, by member."""
        rows = self._all("SELECT * FROM memberships WHERE state = 'active' ORDER BY member_id")
        return [Membership.of(row) for row in rows]

    def ending(self, first: date, last: date) -> list[Membership]:
        """Active ones whose last day lies between the two, both included."""
        rows = self._all(
            "SELECT * FROM memberships WHERE state = 'active' AND ends_on BETWEEN ? AND ? ORDER BY ends_on, id",
            first.isoformat(),
            last.isoformat(),
        )
        return [Membership.of(row) for row in rows]

    def end(self, membership_id: int) -> None:
        """Mark a membership as ended."""
        self._run("UPDATE memberships SET state = 'ended' WHERE id = ?", membership_id)


class Families(Repository):
    """The tables `families` and `relatives`."""

    def add(self, name: str, payer_id: int) -> int:
        """Found a family; the payer is its first relative."""
        family_id = self._insert("families", name=name, payer_id=payer_id)
        self.join(family_id, payer_id)
        return family_id

    def get(self, family_id: int) -> Family | None:
        """By id."""
        row = self._first("SELECT * FROM families WHERE id = ?", family_id)
        return Family(row["id"], row["name"], row["payer_id"]) if row else None

    def of_member(self, member_id: int) -> Family | None:
        """The family that a member belongs to."""
        row = self._first("SELECT family_id FROM relatives WHERE member_id = ?", member_id)
        return self.get(row["family_id"]) if row else None

    def relatives(self, family_id: int) -> list[int]:
        """The ids of the members, in the order in which they joined."""
        rows = self._all("SELECT member_id FROM relatives WHERE family_id = ? ORDER BY rowid", family_id)
        return [row["member_id"] for row in rows]

    def join(self, family_id: int, member_id: int) -> None:
        """Add a member."""
        self._insert("relatives", family_id=family_id, member_id=member_id)

    def leave(self, member_id: int) -> None:
        """Take a member out, who then is no payer either."""
        self._run("DELETE FROM relatives WHERE member_id = ?", member_id)
        self._run("UPDATE families SET payer_id = NULL WHERE payer_id = ?", member_id)


class Courts(Repository):
    """The table `courts`."""

    def all(self) -> list[Court]:
        """By id."""
        return [Court(*row) for row in self._all("SELECT * FROM courts ORDER BY id")]

    def get(self, court_id: int) -> Court | None:
        """By id."""
        row = self._first("SELECT * FROM courts WHERE id = ?", court_id)
        return Court(*row) if row else None


class Bookings(Repository):
    """The table `bookings`; cancelled ones are kept and not handed out."""

    def add(self, court_id: int, member_id: int, starts_at: datetime, hours: int, note: str) -> int:
        """Book; whether the court is free is for the caller to know."""
        return self._insert(
            "bookings", court_id=court_id, member_id=member_id, starts_at=stamp(starts_at), hours=hours, note=note
        )

    def get(self, booking_id: int) -> Booking | None:
        """By id."""
        row = self._first("SELECT * FROM bookings WHERE id = ? AND cancelled_at IS NULL", booking_id)
        return Booking.of(row) if row else None

    def between(self, court_id: int, first: datetime, last: datetime) -> list[Booking]:
        """Those that begin within the span, which does not include its end."""
        rows = self._all(
            "SELECT * FROM bookings WHERE court_id = ? AND starts_at >= ? AND starts_at < ? AND cancelled_at IS NULL"
            " ORDER BY starts_at",
            court_id,
            stamp(first),
            stamp(last),
        )
        return [Booking.of(row) for row in rows]

    def of_member(self, member_id: int) -> list[Booking]:
        """All of a member, by time."""
        rows = self._all(
            "SELECT * FROM bookings WHERE member_id = ? AND cancelled_at IS NULL ORDER BY starts_at", member_id
        )
        return [Booking.of(row) for row in rows]

    def cancel(self, booking_id: int, at: datetime) -> None:
        """Give the court back."""
        self._run("UPDATE bookings SET cancelled_at = ? WHERE id = ?", stamp(at), booking_id)

    def cancel_future(self, member_id: int, at: datetime) -> int:
        """Give all future hours of a member back."""
        return self._run(
            "UPDATE bookings SET cancelled_at = ?1 WHERE member_id = ?2 AND starts_at > ?1 AND cancelled_at IS NULL",
            stamp(at),
            member_id,
        )


class Invoices(Repository):
    """The table `invoices`."""

    def next_number(self, year: int) -> str:
        """The number after the last one of the year."""
        row = self._first("SELECT MAX(number) AS last FROM invoices WHERE year = ?", year)
        serial = int(row["last"].rpartition("-")[2]) if row and row["last"] else 0
        return f"{year}-{serial + 1:04d}"

    def issue(self, member_id: int, year: int, amount: Decimal, on: date) -> str:
        """Write an invoice; gives its number."""
        number = self.next_number(year)
        self._insert(
            "invoices",
            number=number,
            member_id=member_id,
            year=year,
            cents=int(amount * 100),
            issued_on=on.isoformat(),
        )
        return number

    def of_member(self, member_id: int) -> list[Invoice]:
        """All of a member, by number."""
        return [Invoice.of(r) for r in self._all("SELECT * FROM invoices WHERE member_id = ? ORDER BY number", member_id)]

    def billed(self, year: int) -> set[int]:
        """Ids of the members who have their invoice for the year."""
        return {row["member_id"] for row in self._all("SELECT member_id FROM invoices WHERE year = ?", year)}
