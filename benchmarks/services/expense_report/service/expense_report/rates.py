"""Exchange rates, each valid from its day until the next one of that currency."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from expense_report.errors import Invalid, NotFound
from expense_report.money import round_to


@dataclass(frozen=True)
class Rate:
    """`rate` units of `currency` are one unit of the home currency."""

    currency: str
    valid_from: date
    rate: Decimal

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Rate:
        """The rate in a row of `rates`."""
        day = date.fromisoformat(row["valid_from"])
        return cls(currency=row["currency"], valid_from=day, rate=Decimal(row["rate"]))


class Rates:
    """The table of rates as it looks from one home currency; keeps what it has looked up."""

    def __init__(self, conn: sqlite3.Connection, home: str) -> None:
        self.conn = conn
        self.home = home
        self._known: dict[tuple[str, date], Rate | None] = {}

    def find(self, currency: str, day: date) -> Rate | None:
        """The rate on a day, or None where none is known yet."""
        if currency == self.home:
            return Rate(currency, day, Decimal(1))
        key = (currency, day)
        if key not in self._known:
            row = self.conn.execute(
                "SELECT * FROM rates WHERE currency = ? AND valid_from <= ?"
                " ORDER BY valid_from DESC LIMIT 1",
                (currency, day.isoformat()),
            ).fetchone()
            self._known[key] = None if row is None else Rate.from_row(row)
        return self._known[key]

    def get(self, currency: str, day: date) -> Rate:
        """The rate on a day; raises NotFound."""
        rate = self.find(currency, day)
        if rate is None:
            raise NotFound(f"There is no rate for {currency} on {day}.", code="no_rate")
        return rate

    def to_home(self, amount: Decimal, currency: str, day: date) -> Decimal:
        """The amount in the home currency; raises Invalid where there is no rate."""
        rate = self.find(currency, day)
        if rate is None:
            message = f"There is no rate for {currency} on {day}."
            raise Invalid(message, code="no_rate", currency=currency, day=day.isoformat())
        return round_to(amount / rate.rate, self.home)

    def from_home(self, amount: Decimal, currency: str, day: date) -> Decimal:
        """An amount of the home currency in another one; raises NotFound where there is no rate."""
        return round_to(amount * self.get(currency, day).rate, currency)


def currencies(conn: sqlite3.Connection) -> list[str]:
    """All currencies that have a rate."""
    rows = conn.execute("SELECT DISTINCT currency FROM rates ORDER BY currency")
    return [row["currency"] for row in rows]


def put(conn: sqlite3.Connection, rate: Rate) -> None:
    """Writes a rate over the one of the same day."""
    conn.execute(
        "INSERT INTO rates (currency, valid_from, rate) VALUES (?, ?, ?)"
        " ON CONFLICT (currency, valid_from) DO UPDATE SET rate = excluded.rate",
        (rate.currency, rate.valid_from.isoformat(), str(rate.rate)),
    )
