"""What time it is."""
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

PRAGUE = ZoneInfo("Europe/Prague")
_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """The moment, aware. ``LOCKER_CLOCK`` or `at` stop the clock."""
    pinned = _pinned.get()
    if pinned is not None:
        return pinned
    stopped = os.environ.get("LOCKER_CLOCK")
    return datetime.fromisoformat(stopped) if stopped else timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    token = _pinned.set(moment)
    try:
        yield
    finally:
        _pinned.reset(token)


def today() -> date:
    return now().astimezone(PRAGUE).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in Prague; 23 or 25 hours apart twice a year."""
    return (
        datetime.combine(day, time(), PRAGUE),
        datetime.combine(day + timedelta(days=1), time(), PRAGUE),
    )


def said(moment: datetime | None) -> str | None:
    """A moment as JSON has it."""
    return None if moment is None else moment.astimezone(PRAGUE).isoformat(timespec="seconds")
