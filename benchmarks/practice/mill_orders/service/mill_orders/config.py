"""Settings from the environment; nothing else reads os.environ."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timezone

import sentry_sdk


@dataclass(frozen=True)
class Settings:
    database: str
    webhook_secret: str
    page_size: int = 10
    largest_page: int = 50
    ranking_days: int = 90
    unpaid_days: int = 14


def load_settings() -> Settings:
    return Settings(
        database=os.environ.get("MILL_ORDERS_DB", "data.sqlite3"),
        webhook_secret=os.environ.get("MILL_ORDERS_WEBHOOK_SECRET", ""),
        page_size=int(os.environ.get("MILL_ORDERS_PAGE_SIZE", "10")),
    )


def today() -> date:
    """The mill's business day; pinned on staging so that best-before dates stay put."""
    pinned = os.environ.get("MILL_ORDERS_TODAY")
    return date.fromisoformat(pinned) if pinned else date.today()


def now() -> datetime:
    return datetime.now(timezone.utc)


def init_sentry() -> None:
    dsn = os.environ.get("SENTRY_DSN")
    if dsn:
        sentry_sdk.init(dsn=dsn)
