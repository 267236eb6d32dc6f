"""Delivery: a verified fix becomes a proposal. No other type is accepted."""

from __future__ import annotations

from abc import ABC, abstractmethod

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer
from arbase.domain.proposal import Proposal
from arbase.domain.service import Service


class Deliverer(ABC):
    """Brings a verified fix to where a human decides."""

    @abstractmethod
    def deliver(
        self, fix: VerifiedFix, diagnosis: Diagnosis, incident: Incident, service: Service, observe: Observer
    ) -> Outcome[Proposal]:
        """Make the proposal, or return the one that an earlier, interrupted attempt already made."""
