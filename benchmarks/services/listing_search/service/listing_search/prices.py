"""How the price of a listing has changed."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from listing_search.catalogue import euros
from listing_search.clock import to_db


def record(
    conn: sqlite3.Connection, listing_id: str, old: int | None, new: int | None, now: datetime
) -> None:
    """Keeps a change; of two within a second the later one counts."""
    conn.execute(
        "INSERT OR REPLACE INTO price_changes VALUES (?, ?, ?, ?)",
        (listing_id, to_db(now), old, new),
    )


def percent(old: int | None, new: int | None) -> float | None:
    """The change in percent; None from or to a price on request, and from 0."""
    if old is None or new is None or old == 0:
        return None
    return round((new - old) / old * 100, 1)


def history(conn: sqlite3.Connection, listing_id: str) -> list[dict[str, Any]]:
    """The changes, newest first."""
    rows = conn.execute(
        "SELECT * FROM price_changes WHERE listing_id = ? ORDER BY at DESC", (listing_id,)
    )
    return [
        {
            "at": row["at"],
            "old": amount(row["old_cents"]),
            "new": amount(row["new_cents"]),
            "percent": percent(row["old_cents"], row["new_cents"]),
        }
        for row in rows
    ]


def amount(cents: int | None) -> str | None:
    """Hundredths as text with two digits; None for a price on request."""
    value = euros(cents)
    return f"{value:.2f}" if value is not None else None
