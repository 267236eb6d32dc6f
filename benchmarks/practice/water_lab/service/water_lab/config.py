"""Settings, read from the environment once per process."""
import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    database: Path = Path("var/water_lab.sqlite3")
    timezone: str = "Europe/Vienna"
    worker_bytes: int = 64_000      # larger files are taken in by a worker thread
    refresh_seconds: int = 0        # 0: no refresh in the background
    page_size: int = 20

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def load(environ=os.environ) -> Settings:
    """The settings of this process; what is not given keeps its default."""
    default = Settings()
    return Settings(
        database=Path(environ.get("WATER_LAB_DB", default.database)),
        timezone=environ.get("WATER_LAB_TIMEZONE", default.timezone),
        worker_bytes=int(environ.get("WATER_LAB_WORKER_BYTES", default.worker_bytes)),
        refresh_seconds=int(environ.get("WATER_LAB_REFRESH_SECONDS", default.refresh_seconds)),
        page_size=int(environ.get("WATER_LAB_PAGE_SIZE", default.page_size)),
    )
