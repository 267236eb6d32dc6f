"""Settings, read from the environment."""
import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    database: Path
    weather_url: str
    weather_recordings: Path | None
    zone: ZoneInfo
    # Tracks with more points than this are worked on outside of the event loop.
    offload_from: int


def load() -> Settings:
    recordings = os.environ.get("TRAIL_GUIDE_WEATHER_RECORDINGS")
    return Settings(
        database=Path(os.environ.get("TRAIL_GUIDE_DB", "var/guide.db")),
        weather_url=os.environ.get("TRAIL_GUIDE_WEATHER_URL", "https://weather.example/v2"),
        weather_recordings=Path(recordings) if recordings else None,
        zone=ZoneInfo(os.environ.get("TRAIL_GUIDE_ZONE", "Europe/Zurich")),
        offload_from=int(os.environ.get("TRAIL_GUIDE_OFFLOAD_FROM", "1000")),
    )
