"""Incidents that wait for triage and may share a cause with one that is looked at: for one pass over all of them."""

from __future__ import annotations

import re

from arbase.domain.incident import Incident, IncidentState
from arbase.domain.normalise import normalise_message
from arbase.store.interface import Store

LOOKED_AT = 200
TOGETHER = 3
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{3,60}")
SHARED = 2


class Waiting:
    """What waits in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def beside(self, incident: Incident) -> list[tuple[Incident, str]]:
        """New incidents of the same service that share its place or two telling words, with the reason; at most 3."""
        found = []
        for other in self._store.incidents(service=incident.service, states=(IncidentState.NEW,), limit=LOOKED_AT):
            why = _shared(incident, other)
            if other.id == incident.id or not why or self._store.stage_result(other.id, "triage"):
                continue
            whole = self._store.incident(other.id)
            if whole is not None and whole.samples:
                found.append((whole, why))
        return found[:TOGETHER]

    def keep(self, incident_id: str, outcome: str) -> None:
        """Keep the outcome of a triage (JSON) for an incident that still waits; its own turn then goes on with it."""
        kept = self._store.incident(incident_id)
        if kept is not None and kept.state is IncidentState.NEW:
            self._store.save_stage_result(incident_id, "triage", outcome)


def _shared(one: Incident, other: Incident) -> str:
    """Why two incidents may have one cause, or nothing."""
    if one.culprit and one.culprit == other.culprit:
        return "the same place"
    words = _words(one) & _words(other)
    return f"both speak of {', '.join(sorted(words)[:4])}" if len(words) >= SHARED else ""


def _words(incident: Incident) -> frozenset[str]:
    return frozenset(WORD.findall(f"{normalise_message(incident.title)} {incident.culprit}"))
