"""How much energy went through a place in a stretch of time."""
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from meter_watch import meters
from meter_watch.faults import NotMeasured
from meter_watch.months import Month, day_bounds
from meter_watch.quantities import kwh
from meter_watch.store import estimates, readings


class Reading(NamedTuple):
    taken_at: datetime
    wh: int


@dataclass(frozen=True)
class Usage:
    wh: int
    estimated: bool


def readings_of(connection: sa.Connection, segment: meters.Segment) -> list[Reading]:
    """All that is known of the counter in a segment, what was written down at the exchanges included."""
    query = sa.select(readings.c.taken_at, readings.c.wh).where(readings.c.serial == segment.serial)
    if segment.start is not None:
        query = query.where(readings.c.taken_at > segment.start)
    if segment.end is not None:
        query = query.where(readings.c.taken_at < segment.end)
    known = [Reading(*row) for row in connection.execute(query.order_by(readings.c.taken_at))]
    if segment.start is not None:
        known.insert(0, Reading(segment.start, segment.start_wh or 0))
    if segment.end is not None:
        known.append(Reading(segment.end, segment.final_wh or 0))
    return known


def counter_at(known: list[Reading], moment: datetime) -> float | None:
    """The counter at a moment, in a straight line between two readings; None before the first and after the last."""
    after = bisect_left(known, moment, key=lambda reading: reading.taken_at)
    if after == len(known):
        return None
    right = known[after]
    if right.taken_at == moment:
        return right.wh
    if after == 0:
        return None
    left = known[after - 1]
    share = (moment - left.taken_at) / (right.taken_at - left.taken_at)
    return left.wh + share * (right.wh - left.wh)


class Place:
    """The counters of one place, read once and asked for many stretches."""

    def __init__(self, connection: sa.Connection, serial: str) -> None:
        line = meters.lineage(connection, serial)
        self._segments = [(segment, readings_of(connection, segment)) for segment in line]

    def used(self, start: datetime, end: datetime) -> float | None:
        """Wh between two moments, or None where it was not measured."""
        total: float = 0
        for segment, known in self._segments:
            low = max(start, segment.start or start)
            high = min(end, segment.end or end)
            if low >= high:
                continue
            before, after = counter_at(known, low), counter_at(known, high)
            if before is None or after is None:
                return None
            total += after - before
        return total

    def daily(self, days: list[date], zone: ZoneInfo) -> dict[date, float]:
        """Wh of each of these days that was measured."""
        found = {day: self.used(*day_bounds(day, zone)) for day in days}
        return {day: wh for day, wh in found.items() if wh is not None}


def kept_estimate(connection: sa.Connection, serial: str, month: Month) -> list[Decimal] | None:
    """The kWh that were estimated for each day of the month, if they were."""
    query = sa.select(estimates.c.daily).where(estimates.c.serial == serial, estimates.c.month == str(month))
    text = connection.scalar(query)
    return None if text is None else [Decimal(part) for part in text.split(";")]


def of_month(connection: sa.Connection, serial: str, month: Month, zone: ZoneInfo) -> Usage:
    """What was used in a month: measured, else as it was estimated. Raises NotMeasured."""
    meters.find(connection, serial)
    measured = Place(connection, serial).used(*month.bounds(zone))
    if measured is not None:
        return Usage(round(measured), estimated=False)
    daily = kept_estimate(connection, serial, month)
    if daily is not None:
        return Usage(int(sum(daily) * 1000), estimated=True)
    raise NotMeasured(f"meter {serial} was not read on both ends of {month}")


def of_building(connection: sa.Connection, building_id: int, month: Month, zone: ZoneInfo) -> dict[str, Any]:
    """A line for each mounted meter; where nothing is known it says why."""
    meters.building(connection, building_id)
    lines: list[dict[str, Any]] = []
    total = 0
    for meter in meters.mounted(connection, month.days[-1], building_id):
        line = {"serial": meter["serial"], "flat": meter["flat"]}
        try:
            usage = of_month(connection, meter["serial"], month, zone)
        except NotMeasured as fault:
            lines.append({**line, "kwh": None, "kwh_per_m2": None, "problem": fault.code})
        else:
            total += usage.wh
            specific = per_m2(usage.wh, meter["heated_m2"])
            lines.append({**line, "kwh": str(kwh(usage.wh)), "kwh_per_m2": specific, "problem": None})
    return {"building": building_id, "month": str(month), "kwh": str(kwh(total)), "meters": lines}


def per_m2(wh: int, heated_m2: int) -> str | None:
    """The specific consumption, which rooms without heated area do not have."""
    return str(kwh(round(wh / heated_m2))) if heated_m2 else None


def profile(connection: sa.Connection, serial: str, day: date, zone: ZoneInfo) -> dict[str, Any]:
    """The hours of a local day and what was used in each; null where it was not measured."""
    meters.find(connection, serial)
    start, end = day_bounds(day, zone)
    length = (end - start) // timedelta(hours=1)
    hours: list[float | None] = [None] * length
    place = Place(connection, serial)
    moment = start
    while moment < end:
        following = moment + timedelta(hours=1)
        hours[(moment - start) // timedelta(hours=1)] = place.used(moment, following)
        moment = following
    return {
        "serial": serial,
        "day": day.isoformat(),
        "hours": [
            {
                "from": (start + hour * timedelta(hours=1)).astimezone(zone).isoformat(),
                "kwh": None if wh is None else str(kwh(round(wh))),
            }
            for hour, wh in enumerate(hours)
        ],
    }
