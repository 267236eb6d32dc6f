"""The trail of who did what."""
from . import clock
from .models import AuditEntry


def record(action, reference, actor, **detail):
    return AuditEntry.objects.create(action=action, reference=reference, actor=actor, detail=detail, at=clock.now())


def trail(reference):
    return AuditEntry.objects.filter(reference=reference)
