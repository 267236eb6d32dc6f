"""The time at the counter. Nothing else may ask the system for it."""

import os
from datetime import UTC, date, datetime, time, timedelta

from .settings import settings

def now() -> datetime:
    """This moment, aware, in UTC. `SKI_RENTAL_NOW` stops it."""
    fixed = os.environ.get("SKI_RENTAL_NOW")
    if fixed:
        return localise(datetime.fromisoformat(fixed)).astimezone(UTC)
    return datetime.now(UTC)

def today() -> date:
    """The local day."""
    return local(now()).date()

def local(moment: datetime) -> datetime:
    """An aware moment as the clock on the wall shows it."""
    return moment.astimezone(settings.zone)

def localise(moment: datetime) -> datetime:
    """What came without an offset is local time; everything else keeps its own."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=settings.zone)
    return moment

def at(day: date, wall: time) -> datetime:
    """A time of a local day as an aware moment."""
    return datetime.combine(day, wall, tzinfo=settings.zone)

def bounds(day: date) -> tuple[datetime, datetime]:
    """Begin and end (exclusive) of a local day, which may have 23 or 25 hours."""
    return at(day, time()), at(day + timedelta(days=1), time())
