"""The only place that knows what time it is."""

import os
import re
from datetime import UTC, date, datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

from ward_rota.errors import Refusal

ZONE = ZoneInfo("Europe/Vienna")


def now() -> datetime:
    fixed = os.environ.get("WARD_ROTA_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today() -> date:
    return now().astimezone(ZONE).date()


def local(instant: datetime) -> datetime:
    return instant.astimezone(ZONE)


def at(day: date, hour: int = 0) -> datetime:
    """The full hour of a day on the wall clock of the wards."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def monday_of(week: str) -> date:
    found = re.fullmatch(r"(\d{4})-W(\d{2})", week)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except (TypeError, ValueError) as error:
        raise Refusal(422, "invalid", f"{week} is no week", fields=["week"]) from error


def week_of(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def span_of(week: str) -> tuple[datetime, datetime]:
    """The first instant of a week and that of the next one."""
    monday = monday_of(week)
    return at(monday), at(monday + timedelta(days=7))
