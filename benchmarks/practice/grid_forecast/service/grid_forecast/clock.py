"""Moments and local days."""
import os
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from .problems import Invalid


def now() -> datetime:
    stopped = os.environ.get("GRID_CLOCK")
    return datetime.fromisoformat(stopped) if stopped else datetime.now(UTC)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_hours(day: date, zone: ZoneInfo) -> pd.DatetimeIndex:
    """The hours of a local day; there are 23 or 25 of them when the clocks change."""
    end = day_start(day + timedelta(days=1), zone)
    return pd.date_range(day_start(day, zone), end, freq="h", inclusive="left").tz_convert(zone)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment as somebody sent it; local time of the zone unless it says otherwise."""
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(f"{text!r} is no moment") from None
    if given.tzinfo is None:
        given = given.replace(tzinfo=zone)
        if given.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != given.replace(tzinfo=None):
            raise Invalid(f"{text!r} does not exist in {zone.key}")
    return given.astimezone(UTC)


def said(given: datetime, zone: ZoneInfo) -> str:
    return given.astimezone(zone).isoformat(timespec="seconds")
