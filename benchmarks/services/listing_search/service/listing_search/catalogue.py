"""Listings in the database."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from listing_search.clock import from_db, to_db
from listing_search.errors import NotFound
from listing_search.pagination import Page
from listing_search.query import Query

CONDITIONS = ("new", "like_new", "used", "defective")
STATUSES = ("active", "reserved", "sold", "expired")


@dataclass(frozen=True)
class Listing:
    """A thing for sale. No price means "on request", a price of 0 "to give away"."""

    id: str
    title: str
    description: str
    category: str
    price: Decimal | None
    currency: str
    condition: str
    city: str | None
    lat: float | None
    lon: float | None
    seller_id: str
    status: str
    posted_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    views: int
    saves: int
    photos: tuple[str, ...]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Seller:
    """Who sells; `rating` is None until three buyers have rated."""

    id: str
    name: str
    rating: float | None
    joined_on: str


def euros(cents: int | None) -> Decimal | None:
    """An amount in the currency's unit from its hundredths."""
    return None if cents is None else Decimal(cents) / 100


def listing_of(row: sqlite3.Row) -> Listing:
    """A listing from its row."""
    expires_at = row["expires_at"]
    attributes = row["attributes"]
    return Listing(
        id=row["id"],
        title=row["title"],
        description=row["description"],
        category=row["category"],
        price=euros(row["price_cents"]),
        currency=row["currency"],
        condition=row["condition"],
        city=row["city"],
        lat=row["lat"],
        lon=row["lon"],
        seller_id=row["seller_id"],
        status=row["status"],
        posted_at=from_db(row["posted_at"]),
        updated_at=from_db(row["updated_at"]),
        expires_at=from_db(expires_at) if expires_at else None,
        views=row["views"],
        saves=row["saves"],
        photos=tuple(json.loads(row["photos"])),
        attributes=json.loads(attributes) if attributes else {},
    )


def find(conn: sqlite3.Connection, listing_id: str) -> Listing | None:
    row = conn.execute("SELECT * FROM listings WHERE id = ?", (listing_id,)).fetchone()
    return listing_of(row) if row is not None else None


def get(conn: sqlite3.Connection, listing_id: str) -> Listing:
    """A listing that must be there. Raises NotFound."""
    found = find(conn, listing_id)
    if found is None:
        raise NotFound(f"There is no listing {listing_id}.")
    return found


def several(conn: sqlite3.Connection, ids: list[str]) -> list[Listing]:
    """The listings with these ids, in their order; those that are gone are left out."""
    marks = ", ".join("?" for _ in ids)
    rows = conn.execute(f"SELECT * FROM listings WHERE id IN ({marks})", ids)
    found = {row["id"]: listing_of(row) for row in rows}
    return [found[listing_id] for listing_id in ids if listing_id in found]


def seller(conn: sqlite3.Connection, seller_id: str) -> Seller:
    """A seller. Raises NotFound."""
    row = conn.execute("SELECT * FROM sellers WHERE id = ?", (seller_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no seller {seller_id}.")
    return Seller(row["id"], row["name"], row["rating"], row["joined_on"])


def sellers(conn: sqlite3.Connection, ids: set[str]) -> dict[str, Seller]:
    """Sellers by id, in one statement."""
    marks = ", ".join("?" for _ in ids)
    rows = conn.execute(f"SELECT * FROM sellers WHERE id IN ({marks})", sorted(ids))
    return {
        row["id"]: Seller(row["id"], row["name"], row["rating"], row["joined_on"]) for row in rows
    }


def browse(conn: sqlite3.Connection, query: Query, page: Page, below: list[str]) -> list[Listing]:
    """Active listings, newest first, after the page's cursor; one more than the page holds.

    `below` are the category of the query and all under it.
    """
    conditions, values = ["status = 'active'"], []
    if below:
        conditions.append(f"category IN ({', '.join('?' for _ in below)})")
        values += below
    if query.price_min is not None:
        conditions.append("price_cents >= ?")
        values.append(int(query.price_min * 100))
    if query.price_max is not None:
        conditions.append("price_cents <= ?")
        values.append(int(query.price_max * 100))
    if query.conditions:
        conditions.append(f"condition IN ({', '.join('?' for _ in query.conditions)})")
        values += query.conditions
    if query.city is not None:
        conditions.append("city = ? COLLATE NOCASE")
        values.append(query.city)
    if query.seller is not None:
        conditions.append("seller_id = ?")
        values.append(query.seller)
    if page.cursor is not None:
        conditions.append("(posted_at, id) < (?, ?)")
        values += [str(page.cursor["at"]), str(page.cursor["id"])]
    sql = f"SELECT * FROM listings WHERE {' AND '.join(conditions)}"
    rows = conn.execute(
        f"{sql} ORDER BY posted_at DESC, id DESC LIMIT ?", [*values, page.limit + 1]
    )
    return [listing_of(row) for row in rows]


def rate(conn: sqlite3.Connection, currency: str) -> float:
    """How many units of a currency one of ours is worth."""
    row = conn.execute("SELECT rate FROM rates WHERE currency = ?", (currency,)).fetchone()
    return float(row["rate"])


def expire(conn: sqlite3.Connection, now: datetime) -> int:
    """Takes down the listings whose time is over; how many there were."""
    moment = to_db(now)
    done = conn.execute(
        "UPDATE listings SET status = 'expired', updated_at = ?"
        " WHERE status = 'active' AND expires_at <= ?",
        (moment, moment),
    )
    return done.rowcount


def last_change(conn: sqlite3.Connection) -> datetime | None:
    """When a listing was last changed; None without listings."""
    (latest,) = conn.execute("SELECT max(updated_at) FROM listings").fetchone()
    return from_db(latest) if latest is not None else None
