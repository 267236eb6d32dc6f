"""Clock, days and stamps."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

from rail_tables.faults import Unreadable

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


def now() -> datetime:
    fixed = os.environ.get("RAIL_TABLES_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A moment as the database keeps it: UTC, by the second."""
    return (moment or now()).astimezone(UTC).strftime(_STAMP)


def parse_day(text: str, about: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Unreadable(f"{text!r} is not a day (YYYY-MM-DD)", about) from None


def parse_clock(text: str, about: str = "clock") -> int:
    """Minutes of a time of the timetable; hours go on behind 24 in the night after the service day."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise Unreadable(f"{text!r} is not a time (HH:MM)", about)
    return int(match[1]) * 60 + int(match[2])
