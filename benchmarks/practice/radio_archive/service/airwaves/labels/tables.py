"""The labels of a language, English where a translation lacks."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from airwaves.labels.models import Label

FALLBACK = "en"
_SECONDS = 600


def table(language: str) -> dict[str, str]:
    """Key to text, from the cache for some minutes."""
    found = cache.get(f"labels:{language}")
    if found is None:
        rows = Label.objects.filter(language__in={FALLBACK, language})
        texts = {(row.language, row.key): row.text for row in rows}
        keys = {key for _, key in texts}
        found = {key: texts.get((language, key)) or texts.get((FALLBACK, key)) or key for key in keys}
        cache.set(f"labels:{language}", found, _SECONDS)
    return found


def chosen(wanted: str) -> str:
    """The first language of an Accept-Language header that we speak; weights are left out of account."""
    for part in wanted.split(","):
        language = part.partition(";")[0].strip().lower()[:2]
        if language in settings.LANGUAGES_SPOKEN:
            return language
    return FALLBACK


@receiver([post_save, post_delete], sender=Label, dispatch_uid="labels.forget")
def forget(sender, **kwargs) -> None:
    cache.delete_many([f"labels:{language}" for language in settings.LANGUAGES_SPOKEN])
