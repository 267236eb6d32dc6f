"""Classification: is an incident worth a human's time."""

from __future__ import annotations

from abc import ABC, abstractmethod

from arbase.domain.incident import Incident
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Verdict


class Classifier(ABC):
    """Puts an incident into a queue, with reasons."""

    @abstractmethod
    def classify(self, incident: Incident, report: TriageReport, observe: Observer) -> Outcome[Verdict]:
        """The verdict on `incident`. Whoever cannot tell says focus or backlog, never discarded."""
