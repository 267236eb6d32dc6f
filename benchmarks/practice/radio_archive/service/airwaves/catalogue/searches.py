"""Searches that editors come back to."""

from __future__ import annotations

from typing import Any

from airwaves.api import Problem
from airwaves.catalogue.models import SavedSearch


def keep(owner, name: str, criteria: dict[str, Any]) -> SavedSearch:
    """Save what the search form made of the criteria, without the empty ones."""
    given = {key: value for key, value in criteria.items() if value not in (None, "")}
    if not given:
        raise Problem(422, "invalid", "Some fields cannot be used.", fields={"criteria": ["Give at least one."]})
    return SavedSearch.objects.create(owner=owner, name=name, criteria=given)
