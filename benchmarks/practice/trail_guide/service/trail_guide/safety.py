"""Closures of trails, and what to walk instead."""
import sqlite3
from collections.abc import Mapping
from datetime import date

from trail_guide.errors import Invalid, NotFound
from trail_guide.repositories import Closures, Trails


class Safety:
    def __init__(self, db: sqlite3.Connection) -> None:
        self.closures = Closures(db)
        self.trails = Trails(db)

    def status(self, trail: sqlite3.Row, day: date) -> dict:
        """Whether a trail is open on a day; if not, why, and the trail to take instead (None if there is none)."""
        rows = self.closures.on(day)
        reasons = [row["reason"] for row in rows if row["trail_id"] == trail["id"]]
        detour = open_detour(trail["id"], detours(rows)) if reasons else None
        return {
            "trail": trail["slug"],
            "open": not reasons,
            "reasons": reasons,
            "detour": self.trails.by_id(detour)["slug"] if detour is not None else None,
        }

    def close(self, slug: str, reason: str, starts_on: date, ends_on: date | None, detour: str | None) -> int:
        if ends_on is not None and ends_on < starts_on:
            raise Invalid("a closure cannot end before it starts")
        instead = self._trail(detour)["id"] if detour else None
        return self.closures.add(self._trail(slug)["id"], reason, starts_on, ends_on, instead)

    def _trail(self, slug: str) -> sqlite3.Row:
        trail = self.trails.by_slug(slug)
        if trail is None:
            raise NotFound(f"no trail {slug}")
        return trail


def detours(rows: list[sqlite3.Row]) -> dict[int, int | None]:
    """Closed trails with the detour of their first closure that names one."""
    closed: dict[int, int | None] = {}
    for row in rows:
        if closed.get(row["trail_id"]) is None:
            closed[row["trail_id"]] = row["detour_id"]
    return closed


def open_detour(trail_id: int, closed: Mapping[int, int | None], seen: frozenset[int] = frozenset()) -> int | None:
    """Follows detours until one is open; None if the chain ends or comes back to where it was."""
    detour = closed.get(trail_id)
    if detour is None or detour in seen:
        return None
    if detour not in closed:
        return detour
    return open_detour(detour, closed, seen | {trail_id})
