"""Instants, days and ages. Instants are aware and stored in UTC; days are those of the club's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from club_members.config import Settings


class Clock:
    """What time it is for the club."""

    def __init__(self, settings: Settings) -> None:
        self.zone: ZoneInfo = settings.zone
        self._frozen = settings.frozen_now

    def now(self) -> datetime:
        """The present instant in UTC."""
        return (self._frozen or datetime.now(UTC)).astimezone(UTC)

    def today(self) -> date:
        """The day on the wall of the club house."""
        return self.now().astimezone(self.zone).date()


def stamp(moment: datetime) -> str:
    """An instant as it stands in the database."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def unstamp(text: str | None) -> datetime | None:
    """The opposite of `stamp`; NULL stays None."""
    return None if text is None else datetime.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    """A day from the database; NULL stays None."""
    return None if text is None else date.fromisoformat(text)


def age_on(born: date, day: date) -> int:
    """Full years; whoever is born on 29 February has the birthday on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
