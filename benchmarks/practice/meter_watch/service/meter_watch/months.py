"""Days and months as the tenants count them, in local time."""
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meter_watch.faults import Unreadable


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return midnight(day, zone), midnight(day + timedelta(days=1), zone)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-03`. Raises Unreadable."""
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError as error:
            raise Unreadable(f"not a month: {text!r}") from error
        return cls(first.year, first.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def days(self) -> list[date]:
        count = (self.following.first - self.first).days
        return [self.first + timedelta(days=place) for place in range(count)]

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return midnight(self.first, zone), midnight(self.following.first, zone)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
