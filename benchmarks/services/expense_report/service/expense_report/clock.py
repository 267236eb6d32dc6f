"""Time: instants are aware and stored in UTC, months begin and end in the company's zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from expense_report.errors import Invalid

Clock = Callable[[], datetime]
MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


def utc_now() -> datetime:
    """The current instant."""
    return datetime.now(UTC)


def to_db(instant: datetime) -> str:
    """An instant as text that sorts; only aware ones are stored."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def from_db(text: str | None) -> datetime | None:
    """The instant in a column, or None where the column is empty."""
    return None if text is None else datetime.fromisoformat(text)


def parse_date(text: str, *, field: str) -> date:
    """A day as `2026-08-31`. Raises Invalid."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid(f"{field} must be a day like 2026-08-31.", field=field) from error


def parse_month(text: str) -> date:
    """The first day of a month given as `2026-08`. Raises Invalid."""
    match = MONTH.fullmatch(text.strip())
    if match is None:
        raise Invalid("The month must look like 2026-08.", field="month")
    return date(int(match[1]), int(match[2]), 1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    if first.month == 12:
        return date(first.year + 1, 1, 1)
    return date(first.year, first.month + 1, 1)


def month_bounds(first: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants at which a month begins and the next one begins, by the clock of the zone."""
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(next_month(first), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)
