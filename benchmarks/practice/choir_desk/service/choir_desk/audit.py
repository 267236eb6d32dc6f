"""Who changed what. Kept for a year, see purge_old."""
from django.forms.models import model_to_dict

from choir_desk.models import AuditEntry


def snapshot(thing, fields):
    return model_to_dict(thing, fields=fields)


def record(account, action, thing, before=None, after=None):
    """Write an entry; of a change only the fields that differ are kept, as [old, new]."""
    before, after = before or {}, after or {}
    changes = {
        name: [before.get(name), after.get(name)]
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }
    return AuditEntry.objects.create(
        account=account,
        action=action,
        target=f"{thing._meta.model_name}:{thing.pk}",
        changes=changes,
    )


def entry_json(entry):
    return {
        "at": entry.at.isoformat(),
        "account": entry.account.email if entry.account else None,
        "action": entry.action,
        "target": entry.target,
        "changes": entry.changes,
    }
