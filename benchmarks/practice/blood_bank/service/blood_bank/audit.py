"""The audit trail of donors' data."""

from django.forms.models import model_to_dict

from blood_bank.middleware import actor
from blood_bank.models import AuditEntry


def snapshot(instance):
    return model_to_dict(instance)


def record(instance, subject, before):
    """Notes what has changed since the snapshot; nothing is written if nothing has."""
    after = snapshot(instance)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if not changes:
        return None
    return AuditEntry.objects.create(actor=actor.get(), subject=subject, changes=changes)


def trail(subject):
    return [{"actor": e.actor, "changes": e.changes} for e in AuditEntry.objects.filter(subject=subject)]
