"""Counts how often recordings are listened to."""

from django.db.models import F

from airwaves.catalogue.models import Recording


def count(recording: Recording) -> int:
    """Note one more play; gives how many there are now."""
    Recording.objects.filter(pk=recording.pk).update(plays=F("plays") + 1)
    recording.refresh_from_db(fields=["plays"])
    return recording.plays
