"""Seasons and opening hours, all in local time."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from . import clock
from .errors import Conflict
from .models import Closure

SEASONS = (
    (date(2024, 12, 6), date(2025, 4, 21)),
    (date(2025, 12, 5), date(2026, 4, 12)),
)
WEEK = (time(8), time(18))
WEEKEND = (time(7, 30), time(18, 30))

def season(day: date) -> tuple[date, date] | None:
    """First and last day of the season of this day; None in summer."""
    return next(((first, last) for first, last in SEASONS if first <= day <= last), None)

def opening(session: Session, day: date) -> tuple[datetime, datetime] | None:
    """When the shop opens and closes on a day; None when it stays closed."""
    if season(day) is None or session.get(Closure, day) is not None:
        return None
    start, end = WEEKEND if day.weekday() >= 5 else WEEK
    return clock.at(day, start), clock.at(day, end)

def closing(session: Session, day: date) -> datetime | None:
    """When the shop closes on a day; None when it is closed all day."""
    found = opening(session, day)
    return found[1] if found else None

def due_at(session: Session, day: date) -> datetime:
    """When something for this day has to be back: at closing time, on closed days at that of the next open day.

    After the end of the season it is the end of the day itself; the post box takes what is small.
    """
    current = day
    while season(current) is not None:
        end = closing(session, current)
        if end is not None:
            return end
        current += timedelta(days=1)
    return clock.bounds(day)[1]

def check_pickup(session: Session, moment: datetime, return_day: date) -> None:
    """Conflict when nobody can hand anything out at this moment, or the days make no sense."""
    if moment < clock.now() - timedelta(minutes=15):
        raise Conflict("pick-up lies in the past")
    day = clock.local(moment).date()
    if return_day < day:
        raise Conflict("return lies before pick-up")
    if season(day) is None or season(day) != season(return_day):
        raise Conflict("not within one season")
    found = opening(session, day)
    if found is None or not found[0] <= moment <= found[1]:
        raise Conflict("the shop is closed then")

def days(pickup_at: datetime, return_day: date) -> int:
    """Days of use, both ends included."""
    return (return_day - clock.local(pickup_at).date()).days + 1
