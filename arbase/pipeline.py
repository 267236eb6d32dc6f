"""The whole flow: incident -> triage -> verdict -> diagnosis -> verified fix -> proposal. Read this file first.

One object serves the service and the evaluation harness. It knows interfaces only; `arbase.bootstrap` chooses what is
behind them. A stage that finished before an interruption is not run again: its answer comes from the checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from arbase.checkpoint import Checkpoint, Stages
from arbase.classify.interface import Classifier
from arbase.deliver.interface import Deliverer
from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.proposal import Proposal
from arbase.domain.service import Service
from arbase.domain.triage import RelatedIncident, TriageReport
from arbase.domain.verdict import Queue, Verdict
from arbase.investigate.interface import Investigator
from arbase.repair.interface import RepairEngine
from arbase.replay.environment import AsDescribed, Environments
from arbase.triage.interface import TriageEngine
from arbase.verify.interface import Verifier


class Journey(Noun):
    """What became of an incident: each stage's outcome, None where the stage was not reached."""

    incident_id: str
    state: IncidentState
    triage: Outcome[TriageReport] | None = None
    verdict: Outcome[Verdict] | None = None
    diagnosis: Outcome[Diagnosis] | None = None
    fix: Outcome[VerifiedFix] | None = None
    proposal: Outcome[Proposal] | None = None

    def at(self, state: IncidentState, **stages: Outcome[Any] | None) -> Journey:
        """The journey one stage further."""
        return self.model_copy(update={"state": state, **stages})


@dataclass(frozen=True)
class Pipeline:
    """The stages. Without a deliverer it stops after the verified fix, as the harness wants it."""

    triage: TriageEngine
    classifier: Classifier
    investigator: Investigator
    repairer: RepairEngine
    verifier: Verifier
    deliverer: Deliverer | None = None
    checkpoint: Checkpoint = field(default_factory=Checkpoint)
    environments: Environments = field(default_factory=AsDescribed)

    def run(
        self, incident: Incident, service: Service, related: tuple[RelatedIncident, ...], observe: Observer
    ) -> Journey:
        """Take one incident as far as it goes."""
        stage = Stages(incident.id, self.checkpoint, observe)
        journey = Journey(incident_id=incident.id, state=IncidentState.FAILED)

        report = stage("triage", TriageReport, lambda: self.triage.triage(incident, service, related, observe))
        journey = journey.at(_undecided(report), triage=report)
        if not isinstance(report, Done):
            return journey

        verdict = stage("classify", Verdict, lambda: self.classifier.classify(incident, report.value, observe))
        journey = journey.at(_undecided(verdict), verdict=verdict)
        if not isinstance(verdict, Done):
            return journey
        if verdict.value.queue is Queue.DISCARDED:
            return journey.at(IncidentState.DISCARDED)
        if verdict.value.queue is Queue.BACKLOG:
            return journey.at(IncidentState.BACKLOG)

        ready = self.environments.ready(service, observe, incident.id)
        if not isinstance(ready, Done):
            return journey.at(_unfixed(ready), diagnosis=ready)
        service = ready.value

        diagnosis = stage(
            "investigate", Diagnosis, lambda: self.investigator.investigate(incident, report.value, service, observe)
        )
        journey = journey.at(_unfixed(diagnosis), diagnosis=diagnosis)
        if not isinstance(diagnosis, Done):
            return journey

        fix = stage("verify", VerifiedFix, lambda: self._fix(diagnosis.value, service, observe))
        journey = journey.at(_unfixed(fix), fix=fix)
        if not isinstance(fix, Done):
            return journey
        known = fix.value.seen_in(diagnosis.value)
        journey = journey.at(journey.state, diagnosis=Done(value=known))
        if self.deliverer is None:
            return journey

        deliver = self.deliverer.deliver
        proposal = stage("deliver", Proposal, lambda: deliver(fix.value, known, incident, service, observe))
        state = IncidentState.AWAITING_REVIEW if isinstance(proposal, Done) else _unfixed(proposal)
        return journey.at(state, proposal=proposal)

    def _fix(self, diagnosis: Diagnosis, service: Service, observe: Observer) -> Outcome[VerifiedFix]:
        """Candidates are written lazily while the verifier asks for them, so they make one stage."""
        if diagnosis.reproduction is None:
            return Declined(reason=f"no reproduction, so no fix can be proved: {diagnosis.unresolved}")
        said: list[str] = []

        def hear(told: Progress) -> None:
            if told.stage == "repair":
                said.append(told.text)
            observe(told)

        fix = self.verifier.verify(self.repairer.candidates(diagnosis, service, hear), diagnosis, service, observe)
        # Without a candidate only the engine can say what it tried and why it has none.
        return (
            fix.model_copy(update={"details": tuple(said[-3:])})
            if isinstance(fix, Declined) and not fix.details
            else fix
        )


def _undecided(outcome: Outcome[Any]) -> IncidentState:
    """Where an incident stays that got no verdict: never discarded, since nobody said that it is noise."""
    return IncidentState.FAILED if isinstance(outcome, Failed) else IncidentState.BACKLOG


def _unfixed(outcome: Outcome[Any]) -> IncidentState:
    """Where an incident stays that got no proposal: a refusal is still a diagnosis that a human can use."""
    return IncidentState.FAILED if isinstance(outcome, Failed) else IncidentState.DIAGNOSED
