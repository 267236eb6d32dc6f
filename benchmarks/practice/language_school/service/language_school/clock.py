"""What time it is; trainings and tests stop the clock with LANGUAGE_SCHOOL_NOW."""
import os
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def school_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def now() -> datetime:
    fixed = os.environ.get("LANGUAGE_SCHOOL_NOW")
    return datetime.fromisoformat(fixed) if fixed else timezone.now()


def today(zone: ZoneInfo | None = None) -> date:
    """Today for somebody in the zone; without one, at the school."""
    return now().astimezone(zone or school_zone()).date()


def midnight(day: date, zone: ZoneInfo | None = None) -> datetime:
    """The moment at which the day begins in the zone."""
    return datetime.combine(day, time.min, tzinfo=zone or school_zone())


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
