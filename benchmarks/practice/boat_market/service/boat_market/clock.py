"""What time it is, in UTC."""
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Europe/Amsterdam")
_stopped: datetime | None = None


def now() -> datetime:
    """The moment, aware. ``BOAT_MARKET_CLOCK`` or `stopped_at` stop the clock."""
    if _stopped is not None:
        return _stopped
    text = os.environ.get("BOAT_MARKET_CLOCK")
    return datetime.fromisoformat(text).astimezone(UTC) if text else datetime.now(UTC)


@contextmanager
def stopped_at(text: str) -> Iterator[None]:
    global _stopped
    before, _stopped = _stopped, datetime.fromisoformat(text).astimezone(UTC)
    try:
        yield
    finally:
        _stopped = before


def day_of(moment: datetime) -> date:
    """The day that the calendar in the office shows."""
    return moment.astimezone(OFFICE).date()


def said(moment: datetime | None) -> str | None:
    """A moment as JSON has it."""
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
