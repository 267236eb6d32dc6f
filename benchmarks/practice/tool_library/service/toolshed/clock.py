"""The only place that asks for the time."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant, aware."""
    if settings.FIXED_NOW:
        return datetime.fromisoformat(settings.FIXED_NOW)
    return timezone.now()


def today() -> date:
    """The present day at the library."""
    return timezone.localtime(now()).date()


def local_day(instant: datetime) -> date:
    """The day at the library on which an instant falls."""
    return timezone.localtime(instant).date()
