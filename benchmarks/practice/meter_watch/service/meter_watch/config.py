"""Settings of a deployment; each is an environment variable METER_WATCH_<NAME>."""
import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime
from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="METER_WATCH_")

    database: Path = Path("var/meter_watch.db")
    zone: str = "Europe/Berlin"
    now: AwareDatetime | None = None
    largest_batch: int = 2000
    forecast_file: Path = Path("var/forecast.joblib")
    spike_score: float = 6.0
    tariff_url: str = "http://tariffs.stub"
    tariff_seconds: float = 3600.0
    notice_url: str = "http://notices.stub/inbox"
    http_timeout: float = 4.0
    days_to_pay: int = 14

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which the houses stand; months and days are counted in it."""
        return ZoneInfo(self.zone)

    def clock(self) -> datetime:
        """Now in UTC, or the moment at which METER_WATCH_NOW holds the time."""
        return (self.now or datetime.now(UTC)).astimezone(UTC)


def report_errors() -> None:
    """Switch Sentry on where SENTRY_DSN is set."""
    if dsn := os.environ.get("SENTRY_DSN"):
        import sentry_sdk

        sentry_sdk.init(dsn=dsn, environment=os.environ.get("SENTRY_ENVIRONMENT", "production"))
