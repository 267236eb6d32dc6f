"""The time in Tallinn. `LINEN_NOW` makes it stand still."""

import os
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TALLINN = ZoneInfo("Europe/Tallinn")


def now() -> datetime:
    """This moment, in UTC."""
    fixed = os.environ.get("LINEN_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today() -> date:
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Tallinn on which something was."""
    return moment.astimezone(TALLINN).date()


def moment(text: str) -> datetime:
    """Read an ISO 8601 moment; without an offset it is Tallinn time. Raises ValueError."""
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=TALLINN)).astimezone(UTC)


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments at which the first day begins and the last one ends."""
    start = datetime.combine(first, time.min, TALLINN)
    end = datetime.combine(last + timedelta(days=1), time.min, TALLINN)
    return start.astimezone(UTC), end.astimezone(UTC)
