"""Repair: candidate fixes for a diagnosis, best first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix
from arbase.domain.progress import Observer
from arbase.domain.service import Service


class RepairEngine(ABC):
    """Writes fixes and tests; proves nothing (that is `arbase.verify`)."""

    @abstractmethod
    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """Candidates that pass the engine's own quick check, best first; lazily, since verifying costs seconds."""
