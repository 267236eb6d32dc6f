"""The only place that knows what time it is."""
from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")


def now() -> datetime:
    """The current moment in the shop's zone; stands still with PRINT_SHOP_NOW."""
    fixed = os.environ.get("PRINT_SHOP_NOW")
    moment = datetime.fromisoformat(fixed) if fixed else datetime.now(UTC)
    return moment.astimezone(ZONE)


def today() -> date:
    return now().date()


def moment(text: str) -> datetime:
    """Reads a moment in ISO form; without an offset it is the shop's time. ValueError if it is none."""
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First day of the month and first day of the one after it."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date(year, month, 1), following
