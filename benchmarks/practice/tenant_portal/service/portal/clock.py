"""Days and moments. Days are days in Berlin, moments are aware."""

import os
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.errors import PortalError

ZONE = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """This moment; pinned on staging so that the demo data stays current."""
    pinned = os.environ.get("TENANT_PORTAL_NOW")
    return datetime.fromisoformat(pinned) if pinned else timezone.now()


def today() -> date:
    return now().astimezone(ZONE).date()


def local(day: date, hour: time) -> datetime:
    """The moment at which clocks in Berlin show `hour` on `day`."""
    return datetime.combine(day, hour, tzinfo=ZONE)


def show(moment: datetime | None) -> str | None:
    """How answers write a moment."""
    return moment.astimezone(ZONE).isoformat(timespec="seconds") if moment else None


def parse_day(text: object, field: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise PortalError(f"{field} is not a day", fields={field: "YYYY-MM-DD"}) from error


def month_bounds(month: str) -> tuple[date, date]:
    """First and last day of "2026-08"."""
    first = parse_day(f"{month}-01", "month")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)
