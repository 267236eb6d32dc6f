"""Who did what, and to whom."""
import base64
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from . import clock
from .errors import BadInput
from .models import AuditEntry


def plain(value):
    """A value of a model as it stands in a detail: days and times in ISO form."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def record(action, *, actor=None, subject=None, **detail):
    """Notes an action. ``detail`` is stored as JSON."""
    return AuditEntry.objects.create(at=clock.now(), actor=actor, subject=subject, action=action, detail=detail)


def to_cursor(entry) -> str:
    raw = f"{entry.at.isoformat()}|{entry.pk}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def from_cursor(text):
    """Time and number of the entry after which the next page begins. The entry itself may be gone by then."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        at, _, number = raw.partition("|")
        at = datetime.fromisoformat(at)
        if at.tzinfo is None or not 1900 <= at.year <= 2100:
            raise ValueError(at)
        return at, int(number)
    except (ValueError, OverflowError):
        raise BadInput("after is not a cursor") from None


def page(*, since=None, until=None, action=None, member=None, after=None, limit=50):
    """Entries, latest first, and the cursor of the next page (None on the last)."""
    entries = AuditEntry.objects.select_related("actor", "subject")
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lt=until)
    if action:
        entries = entries.filter(action__startswith=action)
    if member is not None:
        entries = entries.filter(Q(actor=member) | Q(subject=member))
    if after:
        at, number = from_cursor(after)
        entries = entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    found = list(entries[: limit + 1])
    return found[:limit], to_cursor(found[limit - 1]) if len(found) > limit else None


def as_json(entry) -> dict:
    return {
        "at": entry.at.isoformat(),
        "action": entry.action,
        "actor": entry.actor.email if entry.actor else None,
        "subject": entry.subject.email if entry.subject else None,
        "detail": entry.detail,
    }


def prune(now) -> int:
    """Takes out what is older than we may keep."""
    count, _ = AuditEntry.objects.filter(at__lt=now - timedelta(days=settings.AUDIT_DAYS)).delete()
    return count
