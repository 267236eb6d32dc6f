"""The office's clock; `FERRY_NOW` stops it."""
from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now():
    if settings.FERRY_NOW:
        return datetime.fromisoformat(settings.FERRY_NOW)
    return timezone.now()


def today():
    return timezone.localtime(now()).date()
