"""Time: what it is now, and how instants are read and written."""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Lisbon")


class Clock:
    """The time; it stands still where the settings say so."""

    def __init__(self, fixed: str | None = None) -> None:
        self.fixed = datetime.fromisoformat(fixed) if fixed else None

    def now(self) -> datetime:
        return (self.fixed or datetime.now(UTC)).astimezone(UTC)

    def today(self) -> date:
        return self.now().astimezone(HOME).date()


def localised(value: datetime) -> datetime:
    """An instant in UTC; without an offset it is meant in the foundation's time."""
    return (value if value.tzinfo else value.replace(tzinfo=HOME)).astimezone(UTC)


def written(value: datetime | None) -> str | None:
    """An instant as it is stored and as it goes out."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
