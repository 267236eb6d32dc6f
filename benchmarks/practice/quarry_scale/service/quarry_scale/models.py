"""What the service talks about."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Product:
    """What is quarried here."""

    code: str
    name: str
    levy: bool

    @classmethod
    def of(cls, row: sqlite3.Row) -> Product:
        return cls(row["code"], row["name"], bool(row["levy"]))


@dataclass(frozen=True)
class Ticket:
    """One load: weighed in empty, weighed out full."""

    id: int
    number: int
    plate: str
    product: str
    haulier: str | None
    tare_kg: int
    gross_kg: int | None
    state: str
    weighed_in_at: datetime
    weighed_out_at: datetime | None
    customer: str | None = None
    goods_pence: int | None = None
    levy_pence: int | None = None
    net_pence: int | None = None
    rebate_pence: int = 0
    invoice: int | None = None

    @property
    def net_kg(self) -> int | None:
        """What was loaded."""
        return None if self.gross_kg is None else self.gross_kg - self.tare_kg

    @classmethod
    def of(cls, row: sqlite3.Row) -> Ticket:
        known = dict(row)
        known["weighed_in_at"] = _instant(row["weighed_in_at"])
        known["weighed_out_at"] = _instant(row["weighed_out_at"])
        return cls(**known)


@dataclass(frozen=True)
class Operator:
    """Somebody who signs in."""

    id: int
    name: str
    role: str
    password: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> Operator:
        return cls(row["id"], row["name"], row["role"], row["password"])


@dataclass(frozen=True)
class Session:
    """An operator at a machine."""

    operator: Operator
    created_at: datetime

    @classmethod
    def of(cls, row: sqlite3.Row) -> Session:
        return cls(Operator.of(row), _instant(row["created_at"]))


@dataclass(frozen=True)
class Customer:
    """Who has an account."""

    code: str
    name: str
    address: str | None
    email: str | None
    state: str
    created_on: date
    credit_limit_pence: int | None = None
    rebate: Decimal = Decimal(0)

    @classmethod
    def of(cls, row: sqlite3.Row) -> Customer:
        return cls(
            row["code"],
            row["name"],
            row["address"],
            row["email"],
            row["state"],
            date.fromisoformat(row["created_on"]),
            row["credit_limit_pence"],
            Decimal(json.loads(row["terms"]).get("rebate", "0")),
        )


@dataclass(frozen=True)
class Invoice:
    """The loads of a customer in a month."""

    id: int
    number: int | None
    customer: str
    month: str
    state: str
    net_pence: int
    vat_pence: int
    total_pence: int
    issued_on: date | None
    due_on: date | None
    loads: int = 0

    @classmethod
    def of(cls, row: sqlite3.Row) -> Invoice:
        known = dict(row)
        known["issued_on"] = _day(row["issued_on"])
        known["due_on"] = _day(row["due_on"])
        return cls(**known)
