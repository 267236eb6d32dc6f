"""Instants are kept in UTC; people read and write the local time of the district."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from house_price.errors import InvalidInput


def zone(name: str) -> ZoneInfo:
    """The time zone. Raises InvalidInput for an unknown name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(f"unknown time zone {name!r}") from error


def to_utc(text: str, timezone: str) -> datetime:
    """An ISO time as an instant in UTC; without an offset it is local time in `timezone`."""
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(timezone))
        return moment.astimezone(UTC)
    except InvalidInput:
        raise
    except (ValueError, OverflowError) as error:
        raise InvalidInput(f"not an ISO time: {text!r}") from error


def local_day(instant: str, timezone: str) -> str:
    """The local day of a stored instant."""
    return datetime.fromisoformat(instant).astimezone(zone(timezone)).date().isoformat()


def month_bounds(month: str, timezone: str) -> tuple[datetime, datetime]:
    """First instant of a month `YYYY-MM` and of the next one, in UTC."""
    local = zone(timezone)
    try:
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=local)
    except ValueError as error:
        raise InvalidInput(f"a month is written YYYY-MM, not {month!r}") from error
    if not 1900 <= first.year <= 2200:
        raise InvalidInput(f"no figures for the year {first.year}")
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first.astimezone(UTC), following.astimezone(UTC)


def month_before(month: str) -> str:
    """The month before a month `YYYY-MM`."""
    first = date.fromisoformat(f"{month}-01")
    return (first - timedelta(days=1)).strftime("%Y-%m")
