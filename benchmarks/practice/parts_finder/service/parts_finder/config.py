"""Settings from the environment; nothing else reads os.environ."""

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sentry_sdk


@dataclass(frozen=True)
class Settings:
    data: Path
    page_size: int = 10
    largest_page: int = 100

    @property
    def database(self) -> Path:
        return self.data / "finder.sqlite3"


def load_settings() -> Settings:
    return Settings(data=Path(os.environ.get("PARTS_FINDER_DATA", "data")))


def now() -> pd.Timestamp:
    """The time in UTC; pinned on staging so that "new this week" stays put."""
    pinned = os.environ.get("PARTS_FINDER_NOW")
    return pd.Timestamp(pinned).tz_convert("UTC") if pinned else pd.Timestamp.now("UTC")


def init_sentry() -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if dsn:
        sentry_sdk.init(dsn=dsn)
