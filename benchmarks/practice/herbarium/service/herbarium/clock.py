"""The time of day, which tests and trainings can stop."""
import os
from datetime import UTC, datetime


def now() -> datetime:
    """Now, in UTC."""
    fixed = os.environ.get("HERBARIUM_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def stamp() -> str:
    """Now, as the database keeps it."""
    return now().isoformat(timespec="microseconds")
