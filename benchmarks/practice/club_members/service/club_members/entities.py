"""The things of the domain, as the repositories hand them out."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from club_members.clock import day_or_none, unstamp


@dataclass(frozen=True)
class Member:
    """A person with an account. Erased members keep their row and lose everything personal."""

    id: int
    card_no: int | str | None
    email: str
    full_name: str
    born: date | None
    phone: str | None
    language: str
    role: str
    password: str | None
    verified_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: sqlite3.Row) -> Member:
        """From a row of `members`."""
        return cls(
            id=row["id"],
            card_no=row["card_no"],
            email=row["email"],
            full_name=row["full_name"],
            born=day_or_none(row["born"]),
            phone=row["phone"],
            language=row["language"],
            role=row["role"],
            password=row["password"],
            verified_at=unstamp(row["verified_at"]),
            created_at=datetime.fromisoformat(row["created_at"]),
        )


@dataclass(frozen=True)
class Membership:
    """What a member is in the club as, and until when."""

    id: int
    member_id: int
    kind: str
    starts_on: date
    ends_on: date | None
    state: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> Membership:
        """From a row of `memberships`."""
        starts = date.fromisoformat(row["starts_on"])
        return cls(row["id"], row["member_id"], row["kind"], starts, day_or_none(row["ends_on"]), row["state"])


@dataclass(frozen=True)
class Family:
    """Members who share a bill."""

    id: int
    name: str
    payer_id: int | None


@dataclass(frozen=True)
class Court:
    """A court; it can be booked by the hour within its hours and its season."""

    id: int
    name: str
    opens: int
    closes: int
    first_month: int
    last_month: int

    def in_season(self, day: date) -> bool:
        """Is the court open at all on this day?"""
        return self.first_month <= day.month <= self.last_month


@dataclass(frozen=True)
class Booking:
    """One or two hours on a court."""

    id: int
    court_id: int
    member_id: int
    starts_at: datetime
    hours: int
    note: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> Booking:
        """From a row of `bookings`."""
        starts = datetime.fromisoformat(row["starts_at"])
        return cls(row["id"], row["court_id"], row["member_id"], starts, row["hours"], row["note"])

    def slots(self) -> list[datetime]:
        """The beginnings of the hours it takes, in UTC."""
        first = self.starts_at.astimezone(UTC)
        return [first + timedelta(hours=n) for n in range(self.hours)]


@dataclass(frozen=True)
class Invoice:
    """A bill for the fees of one year."""

    number: str
    member_id: int
    year: int
    amount: Decimal
    issued_on: date

    @classmethod
    def of(cls, row: sqlite3.Row) -> Invoice:
        """From a row of `invoices`."""
        amount = Decimal(row["cents"]) / 100
        return cls(row["number"], row["member_id"], row["year"], amount, date.fromisoformat(row["issued_on"]))
