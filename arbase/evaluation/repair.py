"""The repair suite: seeded bugs through the whole pipeline, graded by hidden oracles that no engine can read.

Each case is run as in production: the buggy repository, the event as the real SDK sent it on the wire, the same intake,
the same pipeline. The oracle is laid beside the fixed code only afterwards, in a fresh copy.
"""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path

from arbase.classify.standing import KNOWN_FAULT
from arbase.domain.diagnosis import Diagnosis, Hypothesis
from arbase.domain.errors import ArbaseError
from arbase.domain.fix import without_the_fix
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.evaluation.refused import refused_right
from arbase.evaluation.seeded.capture import Capture, capture
from arbase.evaluation.seeded.catalogue import BugCase, SeededService
from arbase.evaluation.seeded.checkout import fresh_copy, service_of, set_up
from arbase.evaluation.seeded.grade import GradeResult, grade
from arbase.evaluation.seeded.history import build_history
from arbase.evaluation.spending import SpendingMeter, Spent
from arbase.evaluation.statistics import Rate, quantile, rate
from arbase.intake.digest import draft
from arbase.intake.receive import Intake, Submission
from arbase.intake.settings import IntakeSettings
from arbase.investigate.calibration import Claim
from arbase.pipeline import Journey
from arbase.sandbox.interface import Sandbox
from arbase.store.interface import Store
from arbase.worker import PipelineOf

_GATE = re.compile(r"[a-z ]{3,40}")


class CaseOutcome(StrEnum):
    """Six different things over one denominator; the last two are arbase's or the harness's own faults.

    Without an oracle a verified fix is neither right nor wrong.
    """

    RIGHT = "verified and right"
    WRONG = "verified and wrong"
    VERIFIED = "verified, not graded"
    DECLINED = "declined"
    FAILED = "failed"
    INFRASTRUCTURE = "infrastructure"


class CaseResult(Noun):
    """What became of one case. `seconds` is the pipeline's time, without building, capture and grading;
    `suite_seconds` is what of it was spent waiting for the repository's own suite. `first_choice` is what the oracle
    says of the patch that stands first where a human must choose. `place_known` is false where nobody told where the
    fault is: such a case is neither right nor wrong about the function. A verified fix speaks for what it changes;
    `investigated_top1` and `investigated_top3` are of the diagnosis without it. `claims` is what a model said of its
    hypotheses, `stated` the confidence of the static engine's. `refused_right` tells, where it was asked, which right
    fixes the verifier refused, and why."""

    case: str
    family: str
    difficulty: str
    outcome: CaseOutcome
    reason: str = ""
    seconds: float = 0.0
    suite_seconds: float = 0.0
    reproduced: bool = False
    stream: str = ""
    template: str = ""
    top1_function: bool = False
    top3_function: bool = False
    investigated_top1: bool = False
    investigated_top3: bool = False
    place_known: bool = True
    candidates: int = 0
    gates: tuple[str, ...] = ()
    patch: str = ""
    first_choice: CaseOutcome | None = None
    spent: Spent = Spent()
    claims: tuple[Claim, ...] = ()
    stated: tuple[Claim, ...] = ()
    put_aside: bool = False
    refused_right: tuple[str, ...] = ()


def blinded(result: CaseResult) -> CaseResult:
    """How a case ended and nothing of its code or its oracle: whoever builds the engine may read it.

    Of a right fix that was refused the gate is told, of one that was left to a human just that.
    """
    gates = (text.split(": ")[1:2] for text in result.refused_right)
    told = tuple(gate[0] if gate and _GATE.fullmatch(gate[0]) else "left to a human" for gate in gates)
    hidden = {"reason": "", "patch": "", "gates": (), "refused_right": told}
    return result.model_copy(update=hidden)


class Totals(Noun):
    """The suite's totals over a fixed denominator."""

    cases: int
    verified: Rate
    verified_right: Rate
    verified_wrong: Rate
    precision: Rate
    declined: Rate
    failed: Rate
    infrastructure: int
    reproduced: Rate
    first_right: Rate
    top1_function: Rate
    top3_function: Rate
    investigated_top1: Rate
    investigated_top3: Rate
    seconds_p50: float
    seconds_p95: float
    own_seconds_p50: float = 0.0
    own_seconds_p95: float = 0.0


def verified(result: CaseResult) -> bool:
    """Whether a fix was verified, whatever an oracle says of it."""
    return result.outcome in (CaseOutcome.RIGHT, CaseOutcome.WRONG, CaseOutcome.VERIFIED)


StoreIn = Callable[[Path], AbstractContextManager[Store]]


def run_case(
    seeded: SeededService,
    case: BugCase,
    sandbox: Sandbox,
    pipeline_of: PipelineOf,
    store_in: StoreIn,
    observe: Observer,
) -> CaseResult:
    """Build, capture, run, grade. Never raises for what the case itself does. `store_in` opens a store in a folder.

    Where the engine's candidates are kept (`Offered`) and none is verified, the oracle judges them too.
    """
    facts = {"case": case.bug.id, "family": case.bug.family, "difficulty": case.bug.difficulty}
    with tempfile.TemporaryDirectory(prefix="arbase-case-") as scratch:
        repository = Path(scratch) / case.folder.name
        try:
            built = build_history(seeded, repository, case)
            service = service_of(repository)
            incident = incident_of(service, case, sandbox, built.tip, store_in)
        except ArbaseError as error:
            return CaseResult(**facts, outcome=CaseOutcome.INFRASTRUCTURE, reason=str(error)[:500])
        started = time.monotonic()
        waiting = SuiteMeter(observe)
        meter = SpendingMeter(waiting)
        with pipeline_of(service) as pipeline:
            repairer = pipeline.repairer
            journey = pipeline.run(incident, service, (), meter)
        seconds = round(time.monotonic() - started, 2)
        cause = case.bug.root_cause
        result = CaseResult(**facts, **told(journey, cause.file, cause.function), seconds=seconds, spent=meter.spent)
        result = result.model_copy(update={"suite_seconds": round(waiting.seconds, 2)})
        if not isinstance(journey.fix, Done):

            def is_right(diff: str) -> bool:
                return outcome_of(diff, repository, seeded, case, sandbox)[0] is CaseOutcome.RIGHT

            return result.model_copy(update={"refused_right": refused_right(repairer, journey, is_right)})
        candidate = journey.fix.value.candidate
        diff = candidate.patch.diff
        outcome, reason = outcome_of(diff, repository, seeded, case, sandbox)
        fixed = {"stream": candidate.stream, "template": candidate.template, "patch": diff}
        return result.model_copy(update={**fixed, "outcome": outcome, "reason": reason})


class SuiteMeter:
    """An observer that passes everything on and adds up how long stages waited for the repository's own suite."""

    def __init__(self, observe: Observer) -> None:
        self._observe = observe
        self.seconds = 0.0

    def __call__(self, told: Progress) -> None:
        """Pass it on."""
        waited = told.data.get("suite_seconds")
        self.seconds += waited if isinstance(waited, float) else 0.0
        self._observe(told)


def totals(results: list[CaseResult]) -> Totals:
    """Counts and intervals; infrastructure faults stay in the denominator, so that they cannot flatter."""
    count = len(results)
    by = {outcome: sum(result.outcome is outcome for result in results) for outcome in CaseOutcome}
    placed = sum(result.place_known for result in results)
    graded = by[CaseOutcome.RIGHT] + by[CaseOutcome.WRONG]
    ran = [result for result in results if result.outcome is not CaseOutcome.INFRASTRUCTURE]
    seconds = [result.seconds for result in ran]
    own = [result.seconds - result.suite_seconds for result in ran]
    return Totals(
        cases=count,
        verified=rate(graded + by[CaseOutcome.VERIFIED], count),
        verified_right=rate(by[CaseOutcome.RIGHT], count),
        verified_wrong=rate(by[CaseOutcome.WRONG], count),
        precision=rate(by[CaseOutcome.RIGHT], graded),
        declined=rate(by[CaseOutcome.DECLINED], count),
        failed=rate(by[CaseOutcome.FAILED], count),
        infrastructure=by[CaseOutcome.INFRASTRUCTURE],
        reproduced=rate(sum(result.reproduced for result in results), count),
        first_right=rate(sum(CaseOutcome.RIGHT in {result.outcome, result.first_choice} for result in results), count),
        top1_function=rate(sum(result.top1_function for result in results), placed),
        top3_function=rate(sum(result.top3_function for result in results), placed),
        investigated_top1=rate(sum(result.investigated_top1 for result in results), placed),
        investigated_top3=rate(sum(result.investigated_top3 for result in results), placed),
        seconds_p50=quantile(seconds, 0.5),
        seconds_p95=quantile(seconds, 0.95),
        own_seconds_p50=quantile(own, 0.5),
        own_seconds_p95=quantile(own, 0.95),
    )


def incident_of(service: Service, case: BugCase, sandbox: Sandbox, release: str, store_in: StoreIn) -> Incident:
    """The incident of the last error event that the trigger made the real SDK send, through the real intake."""
    with fresh_copy(service.repository) as copy:
        ready = set_up(copy, sandbox)
        if ready is not None and ready.exit_status != 0:
            raise ArbaseError(f"the set-up command ended with {ready.exit_status}")
        captured: Capture = capture(copy, case.bug.trigger, sandbox, release=release)
        with store_in(copy) as store:
            record = store.add_service(service)
            intake = Intake(store, IntakeSettings())
            for envelope in captured.envelopes:
                encoding = dict(envelope.headers).get("content-encoding", "")
                body = base64.b64decode(envelope.body)
                intake.envelope(Submission(project=str(record.project), body=body, key=record.key, encoding=encoding))
            incident = None
            for event in store.inbox(1000):
                incident = store.digest(event, draft(event))
            found = store.incident(incident.id) if incident else None
    if found is None:
        raise ArbaseError("the trigger made the SDK send no error event")
    return found


def told(journey: Journey, file: str, function: str) -> dict[str, object]:
    """Outcome and reason as far as the pipeline itself can tell; `file` and `function` hold the fault, if known."""
    known: dict[str, object] = {}
    reasons = journey.verdict.value.reasons if isinstance(journey.verdict, Done) else ()
    aside = any(reason.rule == KNOWN_FAULT for reason in reasons)
    if isinstance(journey.diagnosis, Done):
        diagnosis = journey.diagnosis.value
        investigated = without_the_fix(diagnosis)
        ranked, alone = _ranked(diagnosis), _ranked(investigated)
        place = (file, function.rpartition(".")[2])
        known = {
            "claims": claims_of(investigated, place) if file else (),
            "stated": stated_of(investigated, place) if file else (),
            "reproduced": diagnosis.reproduction is not None,
            "top1_function": place in ranked[:1],
            "top3_function": place in ranked[:3],
            "investigated_top1": place in alone[:1],
            "investigated_top3": place in alone[:3],
        }
    known |= {"put_aside": aside, "place_known": bool(file)}
    for outcome in (journey.triage, journey.verdict, journey.diagnosis, journey.fix):
        if isinstance(outcome, Failed):
            return {**known, "outcome": CaseOutcome.FAILED, "reason": outcome.error[:500]}
        if isinstance(outcome, Declined):
            reason = "; ".join([outcome.reason, *outcome.details[:4]])
            return {**known, "outcome": CaseOutcome.DECLINED, "reason": reason[:1500]}
    return {**known, "outcome": CaseOutcome.DECLINED, "reason": f"put aside as {journey.state.value}"}


def _ranked(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    return [(path, name.rpartition(".")[2]) for path, name in diagnosis.functions]


def claims_of(diagnosis: Diagnosis, place: tuple[str, str]) -> tuple[Claim, ...]:
    """What a model said of its hypotheses that name a place, against the place of the fault."""
    return tuple(
        _claim(diagnosis, one, one.claimed, place)
        for one in diagnosis.hypotheses
        if one.claimed is not None and one.location
    )


def stated_of(diagnosis: Diagnosis, place: tuple[str, str]) -> tuple[Claim, ...]:
    """The static engine's highest confidence for each function that it names, against the place of the fault.

    Several of its hypotheses tell of one function; a doubtful one beside a sure one does not doubt the place.
    """
    surest: dict[tuple[str, str], Hypothesis] = {}
    for one in sorted(diagnosis.hypotheses, key=lambda one: -one.confidence):
        if one.claimed is None and one.location and one.location.path:
            surest.setdefault((one.location.path, one.location.function), one)
    return tuple(_claim(diagnosis, one, one.confidence, place) for one in surest.values())


def _claim(diagnosis: Diagnosis, one: Hypothesis, claimed: float, place: tuple[str, str]) -> Claim:
    found = one.location and (one.location.path, one.location.function.rpartition(".")[2])
    return Claim(case=diagnosis.incident_id, claimed=claimed, right=found == place)


def outcome_of(
    diff: str, repository: Path, seeded: SeededService, case: BugCase, sandbox: Sandbox
) -> tuple[CaseOutcome, str]:
    """What the oracle says of a diff on a fresh copy, and why."""
    with fresh_copy(repository) as copy:
        applied = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "-"],
            cwd=copy,
            input=diff.encode(),
            capture_output=True,
            check=False,
        )
        if applied.returncode != 0:
            return CaseOutcome.WRONG, f"does not apply: {applied.stderr.decode('utf-8', 'replace').strip()[:300]}"
        graded = grade(copy, seeded, case, sandbox)
    outcome = {
        GradeResult.PASSED: CaseOutcome.RIGHT,
        GradeResult.FAILED: CaseOutcome.WRONG,
        GradeResult.INFRASTRUCTURE_ERROR: CaseOutcome.INFRASTRUCTURE,
    }[graded.result]
    return outcome, graded.reason
