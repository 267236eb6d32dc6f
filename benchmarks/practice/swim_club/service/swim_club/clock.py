"""The club's clock. ``SWIM_CLUB_NOW`` stops it for trainings and tests."""
import os
from datetime import date, datetime, timedelta

from django.utils import timezone


def now() -> datetime:
    fixed = os.environ.get("SWIM_CLUB_NOW")
    return datetime.fromisoformat(fixed) if fixed else timezone.now()


def today() -> date:
    """The day at the pool."""
    return now().astimezone(timezone.get_default_timezone()).date()


def in_hours(hours: int) -> datetime:
    return now() + timedelta(hours=hours)


def anniversary(day: date, year: int) -> date:
    """``day`` in another year; 29 February is 1 March where there is none."""
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 28) + timedelta(days=1)
    return day.replace(year=year)


def age_on(birthday: date, day: date) -> int:
    return day.year - birthday.year - (anniversary(birthday, day.year) > day)
