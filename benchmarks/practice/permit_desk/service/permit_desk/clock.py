"""The desk's clock; PERMIT_DESK_NOW stops it for trainings and tests."""
import os
from datetime import datetime

from django.utils import timezone


def now():
    """The present moment, with its zone."""
    stopped = os.environ.get("PERMIT_DESK_NOW")
    return datetime.fromisoformat(stopped) if stopped else timezone.now()


def today():
    """The present day in town."""
    return timezone.localdate(now())
