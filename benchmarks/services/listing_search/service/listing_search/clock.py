"""Instants and days. Instants are aware and stored in UTC; days and weeks are those of a zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listing_search.errors import Invalid

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def to_db(instant: datetime) -> str:
    """An aware instant as we store it; texts of this form sort like the instants."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def from_db(text: str) -> datetime:
    return datetime.fromisoformat(text)


def parse_instant(text: str, zone: ZoneInfo, field: str) -> datetime:
    """An instant of a client; without an offset it is in `zone`. Raises Invalid."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"{field} is not an ISO 8601 instant.", field=field) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def week_bounds(week: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """First instant of an ISO week such as 2026-W37, and that of the next. Raises Invalid."""
    try:
        monday = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()
    except ValueError as error:
        raise Invalid(f"{week} is not a week such as 2026-W37.", field="week") from error
    return midnight(monday, zone), midnight(monday + timedelta(days=7), zone)


def last_week(now: datetime, zone: ZoneInfo) -> str:
    """The last ISO week that has ended."""
    year, week, _ = (now.astimezone(zone).date() - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"
