"""Settings, read from the environment once for each process."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """Where things are and how large a page may be."""

    folder: Path
    zone: ZoneInfo
    page_size: int
    largest_page: int
    cache_entries: int
    fixed_today: date | None

    @classmethod
    def from_environment(cls) -> "Settings":
        today = os.environ.get("COURSES_TODAY")
        return cls(
            folder=Path(os.environ.get("COURSES_DATA", "var/data")),
            zone=ZoneInfo(os.environ.get("COURSES_ZONE", "Europe/Vienna")),
            page_size=int(os.environ.get("COURSES_PAGE", "10")),
            largest_page=100,
            cache_entries=int(os.environ.get("COURSES_CACHE", "64")),
            fixed_today=date.fromisoformat(today) if today else None,
        )

    @property
    def database(self) -> Path:
        return self.folder / "store.sqlite"

    def today(self) -> date:
        """The day in the schools' zone; the test system stands still on COURSES_TODAY."""
        return self.fixed_today or datetime.now(self.zone).date()
