"""Instants are UTC with an offset; days are days where the user lives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "UTC"


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def zone(name: str | None) -> ZoneInfo:
    """The time zone of that name; users who never told theirs live in UTC. Raises ValueError."""
    try:
        return ZoneInfo(name or DEFAULT_ZONE)
    except (KeyError, OSError) as error:
        raise ValueError(f"there is no time zone '{name}'") from error


def stamp(instant: datetime) -> str:
    """The instant as it is stored: UTC, whole seconds."""
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def parse(text: str) -> datetime:
    """A stored instant, or one that a client wrote; without an offset it is UTC. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def local_day(instant: datetime, name: str | None) -> date:
    """The calendar day of an instant where the user lives."""
    return instant.astimezone(zone(name)).date()


def seconds_to_midnight(instant: datetime, name: str | None) -> int:
    """How long the user's day still lasts."""
    local = instant.astimezone(zone(name))
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)
    return int((midnight.astimezone(UTC) - instant.astimezone(UTC)).total_seconds())
