"""Local days, billing periods and conversions; the only place that knows the time zone."""
from __future__ import annotations

import os
import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from .config import settings
from .errors import Unprocessable

LOCAL = ZoneInfo(settings.timezone)
_PERIOD = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def today() -> date:
    fixed = os.environ.get("COOP_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now(LOCAL).date()


def as_aware(value: datetime) -> datetime:
    """Times without an offset are local ones."""
    return value if value.tzinfo else value.replace(tzinfo=LOCAL)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of the local day and of the next one, in UTC."""
    start = datetime.combine(day, time.min, LOCAL).astimezone(timezone.utc)
    end = datetime.combine(day + timedelta(days=1), time.min, LOCAL).astimezone(timezone.utc)
    return start, end


def period_days(period: str) -> tuple[date, date]:
    """First and last day of a billing period such as `2026-03`."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise Unprocessable(f"not a billing period: {period}")
    first = date(int(match[1]), int(match[2]), 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def period_bounds(period: str) -> tuple[datetime, datetime]:
    first, last = period_days(period)
    return day_bounds(first)[0], day_bounds(last)[1]


def local_text(value: datetime) -> str:
    return value.astimezone(LOCAL).strftime("%d.%m.%Y %H:%M")
