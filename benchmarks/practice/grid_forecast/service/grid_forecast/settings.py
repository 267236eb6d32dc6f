"""Where things lie, and error reports."""
import os
from pathlib import Path


def data() -> Path:
    return Path(os.environ.get("GRID_DATA", "data"))


def database() -> Path:
    return data() / "grid.sqlite3"


def model_folder() -> Path:
    return data() / "models"


def outbox() -> Path:
    """Messages lie here until the mailer takes them."""
    return data() / "outbox" / "mail.jsonl"


def start_reports() -> None:
    if os.environ.get("SENTRY_DSN"):
        import sentry_sdk

        sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], environment=os.environ.get("SENTRY_ENVIRONMENT", "production"))
