"""What the stages found, in words: the one rendering that pages and the command line share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from arbase.checkpoint import parse_outcome
from arbase.classify.priority import WEIGHTS, explained, impact
from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.proposal import Proposal
from arbase.domain.review import Occasion
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue, Verdict
from arbase.store.interface import StageResult, Store


class StageView(Noun):
    """One stage: `outcome` is done, declined or failed; `lines` the findings; `code` a diff or source, if any."""

    stage: str
    outcome: str
    headline: str
    lines: tuple[str, ...] = ()
    code: str = ""


def stage_views(results: Sequence[StageResult]) -> tuple[StageView, ...]:
    """The finished stages in order."""
    return tuple(_view(result) for result in results if result.stage in _VIEWS)


class Urgent(Noun):
    """An incident that waits for a human, how urgent it is as it stands now, and what makes it so."""

    incident: Incident
    priority: float
    why: str


WAITING = (IncidentState.AWAITING_REVIEW, IncidentState.DIAGNOSED, IncidentState.RUNNING, IncidentState.NEW)
MOST_WAITING = 1000


def focus(store: Store, service: str | None = None) -> list[Urgent]:
    """The incidents that were raised and wait for a human, the most urgent first.

    Counts have grown since an incident was judged, so its impact is told anew, with the weights of its verdict.
    """
    found = []
    for incident in store.incidents(service=service, states=WAITING, limit=MOST_WAITING):
        results = {one.stage: one.outcome for one in store.stage_results(incident.id)}
        verdict = parse_outcome(results["classify"], Verdict) if "classify" in results else None
        report = parse_outcome(results["triage"], TriageReport) if "triage" in results else None
        if not isinstance(verdict, Done) or not isinstance(report, Done) or verdict.value.queue is not Queue.FOCUS:
            continue
        now = impact(incident, report.value, verdict.value.weights or WEIGHTS)
        priority = round(verdict.value.probability * now.value, 4)
        found.append(Urgent(incident=incident, priority=priority, why=explained(now.parts)))
    return sorted(found, key=lambda one: (-one.priority, one.incident.first_seen))


def notes_of(store: Store, incident_id: str) -> tuple[str, ...]:
    """Situation, return from the quarantine and what people said of an incident, one line each."""
    name = store.situation(incident_id)
    members = store.situations(name) if name else ()
    together = (
        f"one situation with {one.incident_id}" + (f": {one.why}" if one.why else "")
        for one in members
        if one.incident_id != incident_id
    )
    own = next((one.why for one in members if one.incident_id == incident_id and one.why), "")
    joined = (f"in situation {name}: {own}",) if own else ()
    returned = store.returned(incident_id)
    came = (f"came back from the quarantine: {returned}",) if returned else ()
    said = (
        f"{one.actor} on {one.at:%Y-%m-%d %H:%M}: {'' if one.actionable else 'not '}worth it (was {one.was.value}"
        f"{', audit' if one.occasion is Occasion.AUDIT else ''}): {one.reason}"
        for one in store.incident_reviews(incident_id)
    )
    return (*joined, *together, *came, *said)


def _view(result: StageResult) -> StageView:
    noun, render = _VIEWS[result.stage]
    outcome = parse_outcome(result.outcome, noun)
    if isinstance(outcome, Declined):
        return StageView(stage=result.stage, outcome="declined", headline=outcome.reason, lines=outcome.details)
    if isinstance(outcome, Failed):
        return StageView(stage=result.stage, outcome="failed", headline=outcome.error, lines=outcome.details)
    return render(outcome.value)


def _triage(report: TriageReport) -> StageView:
    lines = [
        *([f"crashed at {report.crash}"] if report.crash else []),
        f"since {report.since:%Y-%m-%d %H:%M}"
        + (f" in release {report.since_release}" if report.since_release else ""),
        *(f"suspect {found.sha[:8]} by {found.author}: {found.subject} ({found.why})" for found in report.suspects[:3]),
        *(f"runbook {found.path}: {found.title}" for found in report.runbooks[:2]),
        *(f"related {found.id}: {found.title} ({found.why})" for found in report.related[:3]),
        *(found.finding + (f" [{found.location}]" if found.location else "") for found in report.evidence[:6]),
    ]
    code = ""
    if report.context:
        first = report.context.first_line
        code = "\n".join(f"{first + number:5d} {line}" for number, line in enumerate(report.context.lines))
    return StageView(stage="triage", outcome="done", headline=report.summary, lines=tuple(lines), code=code)


def _verdict(verdict: Verdict) -> StageView:
    lines = tuple(f"{reason.weight:+.1f} {reason.text}" for reason in verdict.reasons)
    if urgent := explained(verdict.impact):
        lines = (*lines, f"urgent because of {urgent}")
    headline = f"{verdict.queue.value}: p(actionable) {verdict.probability:.2f}, priority {verdict.priority:.2f}"
    return StageView(stage="classify", outcome="done", headline=headline, lines=lines)


def _diagnosis(diagnosis: Diagnosis) -> StageView:
    lines = []
    for hypothesis in diagnosis.hypotheses:
        sure = f"{hypothesis.confidence:.2f}" + (f", {hypothesis.calibration}" if hypothesis.calibration else "")
        lines.append(f"{hypothesis.status.value} ({sure}): {hypothesis.statement}")
        lines += [f"    {experiment.what}: {experiment.observed}" for experiment in hypothesis.experiments]
    found = diagnosis.reproduction
    if found is None:
        return StageView(
            stage="investigate", outcome="done", headline=f"unresolved: {diagnosis.unresolved}", lines=tuple(lines)
        )
    headline = f"reproduced {found.failures} of {found.attempts} times"
    return StageView(stage="investigate", outcome="done", headline=headline, lines=tuple(lines), code=found.test_source)


def _fix(fix: VerifiedFix) -> StageView:
    proof = fix.proof
    lines = [
        *(
            f"{run.name}: exit {run.exit_status} in {run.seconds:.1f} s, expected {run.expected}"
            + ("" if run.as_expected else " (NOT as expected)")
            for run in proof.runs
        ),
        *(f"gate {gate.gate}: {'passed' if gate.passed else 'refused'}: {gate.reason}" for gate in proof.gates),
        f"{proof.covered_lines} of {proof.changed_lines} changed lines run in the proof",
        f"sandbox: {proof.sandbox}",
        *proof.notes,
    ]
    candidate = fix.candidate
    code = candidate.patch.diff + candidate.tests.diff
    return StageView(stage="verify", outcome="done", headline=candidate.rationale, lines=tuple(lines), code=code)


def _proposal(proposal: Proposal) -> StageView:
    lines = (f"approve: arbase review approve {proposal.id}", f"reject: arbase review reject {proposal.id} --why ...")
    headline = f"{proposal.title} on {proposal.branch} ({proposal.commit[:10]})"
    return StageView(stage="deliver", outcome="done", headline=headline, lines=lines)


_VIEWS: dict[str, tuple[Any, Callable[[Any], StageView]]] = {
    "triage": (TriageReport, _triage),
    "classify": (Verdict, _verdict),
    "investigate": (Diagnosis, _diagnosis),
    "verify": (VerifiedFix, _fix),
    "deliver": (Proposal, _proposal),
}
