"""Readings: storing, sums and the load profile of a day."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from . import clock
from .errors import NotFound
from .models import Meter, Reading

HOUR = timedelta(hours=1)


def meter_by_number(session: Session, number: str) -> Meter:
    meter = session.scalar(select(Meter).where(Meter.number == number))
    if meter is None:
        raise NotFound(f"no meter {number}")
    return meter


def store(session: Session, number: str, values: Iterable[tuple[datetime, int]]) -> tuple[int, int]:
    """Add readings to a meter; answers how many were stored and how many were there already."""
    meter = meter_by_number(session, number)
    stored = duplicates = 0
    for taken_at, wh in values:
        known = select(Reading.id).where(Reading.meter_id == meter.id, Reading.taken_at == taken_at)
        if session.scalar(known) is not None:
            duplicates += 1
            continue
        session.add(Reading(meter_id=meter.id, taken_at=taken_at, wh=wh))
        stored += 1
    return stored, duplicates


def energy(session: Session, meter_id: int, start: datetime, end: datetime) -> int:
    """Wh of the intervals that begin in [start, end)."""
    total = select(func.sum(Reading.wh)).where(
        Reading.meter_id == meter_id, Reading.taken_at >= start, Reading.taken_at < end)
    return session.scalar(total) or 0


def day_profile(session: Session, number: str, day: date) -> list[int]:
    """Wh of each hour of a local day, in the order in which the hours pass."""
    meter = meter_by_number(session, number)
    start, end = clock.day_bounds(day)
    hours = [0] * ((end - start) // HOUR)
    rows = session.execute(select(Reading.taken_at, Reading.wh).where(
        Reading.meter_id == meter.id, Reading.taken_at >= start, Reading.taken_at < end))
    for taken_at, wh in rows:
        hours[(taken_at - start) // HOUR] += wh
    return hours
