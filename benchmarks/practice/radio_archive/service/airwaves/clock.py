"""The archive's clock; nothing else asks for the time."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant, aware."""
    if settings.FIXED_NOW:
        return datetime.fromisoformat(settings.FIXED_NOW)
    return timezone.now()


def today() -> date:
    """The present day in Potsdam."""
    return timezone.localdate(now())
