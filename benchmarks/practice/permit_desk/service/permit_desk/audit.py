"""The audit trail: who changed what in a case."""
from datetime import date, time
from decimal import Decimal

from permit_desk import clock
from permit_desk.models import AuditEntry, Officer


def _plain(value):
    """A value of a form as plain JSON."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Officer):
        return value.get_username()
    return value


def record(application, actor, action, details=None):
    """Keep that `actor` (None: the desk itself) did something to a case."""
    return AuditEntry.objects.create(
        application=application,
        actor=actor.get_username() if actor else "desk",
        action=action,
        details={name: _plain(value) for name, value in (details or {}).items()},
        at=clock.now(),
    )
