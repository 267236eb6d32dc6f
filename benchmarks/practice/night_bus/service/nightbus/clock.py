"""The clock of the night bus; NIGHT_BUS_NOW stops it for trainings and tests."""
import os
from datetime import UTC, datetime


def now():
    """The present moment in UTC."""
    stopped = os.environ.get("NIGHT_BUS_NOW")
    return datetime.fromisoformat(stopped).astimezone(UTC) if stopped else datetime.now(UTC)
