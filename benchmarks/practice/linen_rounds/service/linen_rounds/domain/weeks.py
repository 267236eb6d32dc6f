"""ISO weeks, written `2026-W25`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Week:
    year: int
    number: int

    def __post_init__(self) -> None:
        """Raises ValueError for a week that the year does not have."""
        date.fromisocalendar(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> "Week":
        """The week before this one."""
        return week_of(self.monday - timedelta(days=7))


def week_of(day: date) -> Week:
    found = day.isocalendar()
    return Week(found.year, found.week)


def parse(text: str) -> Week:
    """Read `2026-W25`. Raises ValueError, also for a week that the year does not have."""
    found = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", text)
    if not found:
        raise ValueError(f"{text!r} is not a week")
    return Week(int(found[1]), int(found[2]))
