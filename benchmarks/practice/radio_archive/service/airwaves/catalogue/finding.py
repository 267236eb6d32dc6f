"""Search in the archive, for the API and the pages alike."""

from __future__ import annotations

from typing import Any

from airwaves.catalogue.models import Recording, RecordingQuerySet


def find(criteria: dict[str, Any], caller) -> RecordingQuerySet:
    """Recordings that fit the clean values of the search form, newest first."""
    rows = Recording.objects.visible_to(caller).select_related("show")
    if criteria.get("q"):
        rows = rows.worded(criteria["q"])
    if criteria.get("show"):
        rows = rows.filter(show__slug=criteria["show"])
    if criteria.get("year"):
        rows = rows.aired_in(criteria["year"])
    if criteria.get("medium"):
        rows = rows.filter(medium=criteria["medium"])
    return rows.newest_first()
