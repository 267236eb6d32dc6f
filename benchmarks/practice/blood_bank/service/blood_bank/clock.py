"""The only place that asks what time it is."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone


def now():
    """The present moment, aware; eight in the morning of the fixed day where one is set."""
    if settings.BUSINESS_DAY:
        day = date.fromisoformat(settings.BUSINESS_DAY)
        return timezone.make_aware(datetime.combine(day, time(8)))
    return timezone.now()


def today():
    return timezone.localdate(now())
