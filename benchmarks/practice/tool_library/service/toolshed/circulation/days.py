"""On which days the library is open."""

from datetime import date, timedelta

from django.conf import settings


def is_open(day: date) -> bool:
    return day.weekday() in settings.OPEN_WEEKDAYS and day.isoformat() not in settings.CLOSED_DAYS


def next_open(day: date) -> date:
    """The day itself, or the first open one after it."""
    while not is_open(day):
        day += timedelta(days=1)
    return day


def due_day(start: date, loan_days: int) -> date:
    """When something borrowed on `start` must be back: never on a day on which nobody is there."""
    return next_open(start + timedelta(days=loan_days))
