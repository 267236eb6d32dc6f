"""What a course cost when. A change holds from its day on; a price of None means that it is on request."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any


def changes(conn: sqlite3.Connection, code: str) -> list[tuple[date, float | None]]:
    """The changes of a course, oldest first."""
    rows = conn.execute(
        "SELECT valid_from, price FROM price_changes WHERE course = ? ORDER BY valid_from", (code,)
    )
    return [(date.fromisoformat(row["valid_from"]), row["price"]) for row in rows]


def record(conn: sqlite3.Connection, code: str, price: float | None, day: date, source: str) -> bool:
    """Note the price if it is another one than before; says whether it was."""
    known = [old for since, old in changes(conn, code) if since <= day]
    if known and known[-1] == price:
        return False
    conn.execute(
        "INSERT INTO price_changes (course, valid_from, price, source) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (course, valid_from) DO UPDATE SET price = excluded.price, source = excluded.source",
        (code, day.isoformat(), price, source),
    )
    return True


def price_on(found: list[tuple[date, float | None]], day: date) -> float | None:
    """The price that held on a day; None before the first change and while it was on request."""
    held = [price for since, price in found if since <= day]
    return held[-1] if held else None


def history(conn: sqlite3.Connection, code: str, today: date) -> dict[str, Any]:
    """All changes with the step to each, and figures over the known prices up to today."""
    found = changes(conn, code)
    steps, before = [], None
    for since, price in found:
        step = None if price is None or before is None else round(price - before, 2)
        steps.append({"valid_from": since.isoformat(), "price": price, "step": step})
        before = price if price is not None else before
    known = [price for since, price in found if price is not None and since <= today]
    change = round(100 * (known[-1] - known[0]) / known[0], 1) if known and known[0] else None
    return {
        "code": code,
        "changes": steps,
        "today": price_on(found, today),
        "lowest": min(known, default=None),
        "highest": max(known, default=None),
        "change_percent": change,
    }
