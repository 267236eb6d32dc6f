"""What can be configured, all of it through the environment."""
import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    database: Path = Path("var/herbarium.sqlite3")
    zone: ZoneInfo = ZoneInfo("Europe/Vienna")
    page_size: int = 10
    largest_page: int = 100
    facet_limit: int = 8
    cached_cards: int = 256

    @classmethod
    def from_env(cls) -> "Settings":
        env = os.environ
        return cls(
            database=Path(env.get("HERBARIUM_DB", "var/herbarium.sqlite3")),
            zone=ZoneInfo(env.get("HERBARIUM_ZONE", "Europe/Vienna")),
            page_size=int(env.get("HERBARIUM_PAGE_SIZE", "10")),
            facet_limit=int(env.get("HERBARIUM_FACET_LIMIT", "8")),
        )


def start_sentry() -> None:
    """Report errors when a DSN is configured; do nothing otherwise."""
    dsn = os.environ.get("SENTRY_DSN")
    if not dsn:
        return
    import sentry_sdk

    sentry_sdk.init(dsn=dsn, environment=os.environ.get("SENTRY_ENVIRONMENT", "production"))
