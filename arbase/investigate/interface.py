"""Investigation: several hypotheses, each tested in the sandbox."""

from __future__ import annotations

from abc import ABC, abstractmethod

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.incident import Incident
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport


class Investigator(ABC):
    """Finds out why."""

    @abstractmethod
    def investigate(
        self, incident: Incident, report: TriageReport, service: Service, observe: Observer
    ) -> Outcome[Diagnosis]:
        """A diagnosis; "unresolved" is a valid one. Declines where there is no code to run."""
