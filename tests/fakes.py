"""Doubles shared by tests: real subclasses of the interfaces, scripted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from arbase.classify.interface import Classifier
from arbase.deliver.interface import Deliverer
from arbase.domain.diagnosis import CrashSpec, Diagnosis, Reproduction, Stimulus
from arbase.domain.event import Event, RaisedException
from arbase.domain.fix import CandidateFix, FileEdit, Patch, Proof, VerifiedFix
from arbase.domain.incident import Fingerprint, FingerprintPart, Incident
from arbase.domain.outcome import Done, Outcome
from arbase.domain.proposal import Proposal
from arbase.domain.triage import CodeLocation, TriageReport
from arbase.domain.verdict import Queue, Verdict
from arbase.investigate.interface import Investigator
from arbase.pipeline import Pipeline
from arbase.repair.interface import RepairEngine
from arbase.triage.interface import TriageEngine
from arbase.verify.interface import Verifier

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PATCH = Patch(edits=(FileEdit(path="shop.py", before="x = 1\n", after="x = 2\n"),))
CRASH = CodeLocation(path="shop.py", line=1, function="total")


def an_event(number: int = 1, **changes: object) -> Event:
    """An event of the service `shop`."""
    raised = RaisedException(type="KeyError", message="'price'")
    facts: dict[str, object] = {
        "id": f"{number:032x}",
        "service": "shop",
        "received_at": NOW,
        "occurred_at": NOW,
        "platform": "python",
        "exceptions": (raised,),
    }
    return Event.model_validate({**facts, **changes})


def an_incident(**changes: object) -> Incident:
    """An incident of the service `shop` with one event."""
    facts: dict[str, object] = {
        "id": "0123456789ab",
        "service": "shop",
        "fingerprint": Fingerprint(
            version="v1", rule="exception", digest="d" * 32, parts=(FingerprintPart(kind="type", value="KeyError"),)
        ),
        "title": "KeyError: 'price'",
        "count": 1,
        "first_seen": NOW,
        "last_seen": NOW,
        "samples": (an_event(),),
    }
    return Incident.model_validate({**facts, **changes})


class Scripted:
    """Counts its calls and answers with `answer`, or with what the subclass makes by default."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.calls = 0

    def reply(self, default: object) -> object:
        """The scripted answer; an exception is raised."""
        self.calls += 1
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer if self.answer is not None else Done(value=default)  # type: ignore[type-var]


class ScriptedTriage(Scripted, TriageEngine):
    def triage(self, incident, service, related, observe) -> Outcome[TriageReport]:
        self.incidents = [*getattr(self, "incidents", []), incident]
        report = TriageReport(incident_id=incident.id, summary="it broke", crash=CRASH, since=NOW)
        return self.reply(report)  # type: ignore[return-value]


class ScriptedClassifier(Scripted, Classifier):
    def __init__(self, answer: object = None, queue: Queue = Queue.FOCUS) -> None:
        super().__init__(answer)
        self.queue = queue

    def classify(self, incident, report, observe) -> Outcome[Verdict]:
        verdict = Verdict(
            incident_id=incident.id, probability=0.9, priority=0.5, queue=self.queue, reasons=(), classifier="scripted"
        )
        return self.reply(verdict)  # type: ignore[return-value]


class ScriptedInvestigator(Scripted, Investigator):
    def __init__(self, answer: object = None, *, reproduced: bool = True) -> None:
        super().__init__(answer)
        self.reproduced = reproduced

    def investigate(self, incident, report, service, observe) -> Outcome[Diagnosis]:
        reproduction = Reproduction(stimulus=Stimulus(target="/total"), attempts=3, failures=3)
        diagnosis = Diagnosis(
            incident_id=incident.id,
            crash=CrashSpec(exception="KeyError", message="<quoted>", location=CRASH),
            hypotheses=(),
            reproduction=reproduction if self.reproduced else None,
            unresolved="" if self.reproduced else "the request does not fail here",
        )
        return self.reply(diagnosis)  # type: ignore[return-value]


class ScriptedRepair(Scripted, RepairEngine):
    def candidates(self, diagnosis, service, observe) -> Iterator[CandidateFix]:
        self.calls += 1
        yield CandidateFix(patch=PATCH, tests=Patch(), engine="scripted", stream="template")


class ScriptedVerifier(Scripted, Verifier):
    def verify(self, candidates, diagnosis, service, observe) -> Outcome[VerifiedFix]:
        fix = VerifiedFix(incident_id=diagnosis.incident_id, candidate=next(candidates), proof=Proof(runs=(), gates=()))
        return self.reply(fix)  # type: ignore[return-value]


class ScriptedDeliverer(Scripted, Deliverer):
    def deliver(self, fix, diagnosis, incident, service, observe) -> Outcome[Proposal]:
        proposal = Proposal(
            id=f"p-{incident.id}",
            incident_id=incident.id,
            service=incident.service,
            forge="local",
            branch="arbase/x",
            base="main",
            commit="c" * 40,
            title="Fix it",
            body="",
            created_at=NOW,
        )
        return self.reply(proposal)  # type: ignore[return-value]


def scripted_pipeline(**stages: object) -> Pipeline:
    """A pipeline of scripted stages, of which some are given."""
    defaults: dict[str, object] = {
        "triage": ScriptedTriage(),
        "classifier": ScriptedClassifier(),
        "investigator": ScriptedInvestigator(),
        "repairer": ScriptedRepair(),
        "verifier": ScriptedVerifier(),
        "deliverer": ScriptedDeliverer(),
    }
    return Pipeline(**{**defaults, **stages})  # type: ignore[arg-type]
