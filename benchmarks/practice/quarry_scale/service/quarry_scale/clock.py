"""The time. Nothing else asks for it."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

GATE = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, in UTC."""
    fixed = os.environ.get("QUARRY_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """An instant as the clock at the gate shows it."""
    return instant.astimezone(GATE)


def today() -> date:
    """The day at the gate."""
    return local(now()).date()


def stamp(instant: datetime) -> str:
    """How an instant is stored."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def start_of(day: date) -> datetime:
    """The instant at which a day begins at the gate."""
    return datetime(day.year, day.month, day.day, tzinfo=GATE)


def next_month(day: date) -> date:
    """The first day of the following month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
