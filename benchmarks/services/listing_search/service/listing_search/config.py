"""Settings of the service, read from the environment once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """What differs between our environments. Times are in seconds."""

    database: Path = Path("var/listings.db")
    busy_timeout: float = 1.0
    pool_size: int = 4
    pool_timeout: float = 1.0
    currency: str = "EUR"
    timezone: ZoneInfo = ZoneInfo("Europe/Berlin")
    snapshot: Path = Path("var/index.csv")
    search_budget: float = 2.0
    cache_seconds: float = 30.0
    cache_entries: int = 256
    profile_url: str = "file:data/profiles"
    profile_timeout: float = 0.5
    profile_attempts: int = 2
    notify_url: str = "file:var/outbox.jsonl"
    notify_timeout: float = 2.0
    reports: Path = Path("var/reports")
    rate_limit: int = 600
    oldest_app: tuple[int, ...] = (3, 0)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Settings from LISTINGS_* variables; what is not set keeps its default."""
        env = os.environ if env is None else env
        return cls(
            database=Path(env.get("LISTINGS_DB", "var/listings.db")),
            busy_timeout=float(env.get("LISTINGS_BUSY_TIMEOUT", "1.0")),
            pool_size=int(env.get("LISTINGS_POOL_SIZE", "4")),
            pool_timeout=float(env.get("LISTINGS_POOL_TIMEOUT", "1.0")),
            currency=env.get("LISTINGS_CURRENCY", "EUR"),
            timezone=ZoneInfo(env.get("LISTINGS_TIMEZONE", "Europe/Berlin")),
            snapshot=Path(env.get("LISTINGS_SNAPSHOT", "var/index.csv")),
            search_budget=float(env.get("LISTINGS_SEARCH_BUDGET", "2.0")),
            cache_seconds=float(env.get("LISTINGS_CACHE_SECONDS", "30")),
            cache_entries=int(env.get("LISTINGS_CACHE_ENTRIES", "256")),
            profile_url=env.get("LISTINGS_PROFILE_URL", "file:data/profiles"),
            profile_timeout=float(env.get("LISTINGS_PROFILE_TIMEOUT", "0.5")),
            profile_attempts=int(env.get("LISTINGS_PROFILE_ATTEMPTS", "2")),
            notify_url=env.get("LISTINGS_NOTIFY_URL", "file:var/outbox.jsonl"),
            notify_timeout=float(env.get("LISTINGS_NOTIFY_TIMEOUT", "2.0")),
            reports=Path(env.get("LISTINGS_REPORTS", "var/reports")),
            rate_limit=int(env.get("LISTINGS_RATE_LIMIT", "600")),
            oldest_app=version_of(env.get("LISTINGS_OLDEST_APP", "3.0")),
        )


def version_of(text: str) -> tuple[int, ...]:
    """`3.10.1` as (3, 10, 1), so that 3.10 comes after 3.9. Raises ValueError."""
    return tuple(int(part) for part in text.strip().split("."))
