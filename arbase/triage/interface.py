"""Triage: what failed, where, since when. It never writes and never runs code."""

from __future__ import annotations

from abc import ABC, abstractmethod

from arbase.domain.incident import Incident
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.domain.triage import RelatedIncident, TriageReport


class TriageEngine(ABC):
    """Reads an incident and the code it comes from."""

    @abstractmethod
    def triage(
        self, incident: Incident, service: Service, related: tuple[RelatedIncident, ...], observe: Observer
    ) -> Outcome[TriageReport]:
        """Report on `incident`; `related` are what the store found. Declines where there is nothing to read."""
