"""Viewings of houses: booked in local time, kept in UTC."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import Any

from house_price import clock

OPENS, CLOSES = 8, 20


class SlotTaken(RuntimeError):
    """Another viewing is at that time."""


def booked(db: sqlite3.Connection, house_id: int) -> list[dict[str, Any]]:
    """All viewings of a house in the order of their time."""
    rows = db.execute("SELECT * FROM viewings WHERE house_id = ? ORDER BY starts_at", (house_id,)).fetchall()
    return [dict(row) for row in rows]


def book(db: sqlite3.Connection, house_id: int, starts_at: datetime, minutes: int, visitor: str) -> int:
    """Book a viewing and return its id. Raises SlotTaken."""
    ends_at = starts_at + timedelta(minutes=minutes)
    for other in booked(db, house_id):
        other_start = datetime.fromisoformat(other["starts_at"])
        if starts_at < other_start + timedelta(minutes=other["minutes"]) and other_start < ends_at:
            raise SlotTaken(f"taken from {other['starts_at']}")
    with db:
        return db.execute(
            "INSERT INTO viewings (house_id, starts_at, minutes, visitor) VALUES (?, ?, ?, ?)",
            (house_id, starts_at.isoformat(), minutes, visitor),
        ).lastrowid


def present(viewing: dict[str, Any], timezone: str) -> dict[str, Any]:
    """A viewing in local time."""
    local = datetime.fromisoformat(viewing["starts_at"]).astimezone(clock.zone(timezone))
    return {
        "id": viewing["id"],
        "day": local.date().isoformat(),
        "time": local.strftime("%H:%M"),
        "minutes": viewing["minutes"],
        "visitor": viewing["visitor"],
    }


def free_hours(db: sqlite3.Connection, house_id: int, day: str, timezone: str) -> list[str]:
    """Full hours of a local day at which nobody is booked."""
    taken = set()
    for viewing in booked(db, house_id):
        start = datetime.fromisoformat(viewing["starts_at"]).astimezone(clock.zone(timezone))
        end = start + timedelta(minutes=viewing["minutes"])
        for hour in range(OPENS, CLOSES):
            opening = clock.to_utc(f"{day}T{hour:02d}:00", timezone)
            if opening < end and start < opening + timedelta(hours=1):
                taken.add(hour)
    return [f"{hour:02d}:00" for hour in range(OPENS, CLOSES) if hour not in taken]
