"""Writes the journal whenever one of the models that it follows is saved or deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save

from airwaves.catalogue.models import Recording
from airwaves.journal import actor
from airwaves.journal.models import Entry
from airwaves.rights.models import Grant

# model -> the fields that are followed
FOLLOWED: dict[type[Model], tuple[str, ...]] = {
    Recording: ("signature", "title", "summary", "broadcast_at", "duration", "medium", "online"),
    Grant: ("holder", "use", "valid_from", "valid_until"),
}


def _values(instance: Model) -> dict[str, Any]:
    return {name: getattr(instance, name) for name in FOLLOWED[type(instance)]}


def _key(instance: Model) -> str:
    return instance.signature if isinstance(instance, Recording) else str(instance.pk)


def remember(sender, instance, raw=False, **kwargs) -> None:
    """Before a row is written: keep what it holds now."""
    if raw:
        return
    former = sender.objects.get(pk=instance.pk) if instance.pk else None
    instance._former = _values(former) if former else None


def note(sender, instance, raw=False, **kwargs) -> None:
    """After a row was written: an entry, unless nothing has changed."""
    if raw:
        return
    former, new = instance._former, _values(instance)
    changes = {name: [former and former[name], new[name]] for name in new if former is None or former[name] != new[name]}
    if changes:
        _write(instance, "changed" if former else "created", changes)


def note_deletion(sender, instance, **kwargs) -> None:
    _write(instance, "deleted", {})


def _write(instance: Model, action: str, changes: dict[str, Any]) -> None:
    Entry.objects.create(
        who=actor.current.get(), kind=type(instance).__name__.lower(), key=_key(instance), action=action, changes=changes
    )


def connect() -> None:
    for model in FOLLOWED:
        pre_save.connect(remember, sender=model, dispatch_uid=f"journal.remember.{model.__name__}")
        post_save.connect(note, sender=model, dispatch_uid=f"journal.note.{model.__name__}")
        post_delete.connect(note_deletion, sender=model, dispatch_uid=f"journal.deleted.{model.__name__}")
