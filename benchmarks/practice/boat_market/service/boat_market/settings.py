"""Where things lie; machines differ by environment variables only."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATABASE = Path(os.environ.get("BOAT_MARKET_DATABASE", ROOT / "var" / "market.sqlite3"))
RATES_FILE = Path(os.environ.get("BOAT_MARKET_RATES", Path(__file__).parent / "data" / "rates.json"))

PAGE_SIZE = 20
LARGEST_PAGE = 100
REMIND_AFTER_HOURS = 48
LARGEST_FEED = 2_000_000


def report_errors() -> None:
    """Turns error reports on where there is somebody to report to."""
    if os.environ.get("SENTRY_DSN"):
        import sentry_sdk

        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment=os.environ.get("SENTRY_ENVIRONMENT", "production"))
