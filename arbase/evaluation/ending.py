"""Stages for a pipeline that is measured up to a stage only: those after it decline, so that nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import CandidateFix, VerifiedFix
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Outcome
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport
from arbase.investigate.interface import Investigator
from arbase.repair.interface import RepairEngine
from arbase.verify.interface import Verifier

_REASON = "the stages after this one are not measured here"


class NoInvestigation(Investigator):
    """Declines, so that nothing is run, repaired or delivered."""

    def investigate(
        self, incident: Incident, report: TriageReport, service: Service, observe: Observer
    ) -> Outcome[Diagnosis]:
        """Decline."""
        return Declined(reason=_REASON)


class NoRepair(RepairEngine):
    """Has no candidate."""

    def candidates(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Iterator[CandidateFix]:
        """Nothing."""
        return iter(())


class NoVerification(Verifier):
    """Declines."""

    def verify(
        self, candidates: Iterator[CandidateFix], diagnosis: Diagnosis, service: Service, observe: Observer
    ) -> Outcome[VerifiedFix]:
        """Decline."""
        return Declined(reason=_REASON)
