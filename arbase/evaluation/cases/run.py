"""Runs a case from outside through the whole pipeline, as the seeded suite does, and lets its oracle judge."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from arbase.domain.errors import ArbaseError
from arbase.domain.fix import VerifiedFix
from arbase.domain.outcome import Declined, Done, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.cases.checkout import service_of
from arbase.evaluation.cases.evidence import StoreIn, incident_of
from arbase.evaluation.cases.grade import judged
from arbase.evaluation.refused import refused_right
from arbase.evaluation.repair import CaseOutcome, CaseResult, SuiteMeter, told
from arbase.evaluation.spending import SpendingMeter
from arbase.sandbox.interface import Sandbox
from arbase.worker import PipelineOf

FAMILY = "outside"


@dataclass
class _Counted:
    """Counts the candidates that the engine tried, on their way to `behind`."""

    behind: Observer
    tried: int = 0

    def __call__(self, progress: Progress) -> None:
        if progress.stage == "repair" and isinstance(progress.data.get("tried"), dict):
            self.tried += sum(progress.data["tried"].values())
        self.behind(progress)


def first_choice(fix: Outcome[VerifiedFix] | None) -> str:
    """The patch that stands first where several behaviours passed and a human must choose; else nothing."""
    details = fix.details if isinstance(fix, Declined) else ()
    _, mark, patch = details[0].partition("\ndiff --git ") if details else ("", "", "")
    return mark.lstrip() + patch if mark else ""


def run_outside_case(
    case: OutsideCase, sandbox: Sandbox, pipeline_of: PipelineOf, store_in: StoreIn, observe: Observer
) -> CaseResult:
    """Prepare, run, grade. Never raises for what the case itself does; what is wrong with it is its outcome.

    Where the engine's candidates are kept (`Offered`) and none is verified, an oracle judges them too.
    """
    facts = {"case": case.id, "family": FAMILY, "difficulty": "", "place_known": case.root_cause is not None}
    with tempfile.TemporaryDirectory(prefix="arbase-case-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        try:
            service = service_of(case, scratch)
            incident = incident_of(case, service, sandbox, store_in, scratch)
        except ArbaseError as error:
            return CaseResult(**facts, outcome=CaseOutcome.FAILED, reason=str(error)[:500])
        if isinstance(incident, Declined):
            return CaseResult(**facts, outcome=CaseOutcome.DECLINED, reason=incident.reason[:500])
        waiting = SuiteMeter(observe)
        counted = _Counted(waiting)
        started = time.monotonic()
        meter = SpendingMeter(counted)
        with pipeline_of(service) as pipeline:
            repairer = pipeline.repairer
            journey = pipeline.run(incident, service, (), meter)
        seconds = round(time.monotonic() - started, 2)
        cause = case.root_cause
        known = told(journey, cause.file if cause else "", cause.function if cause else "")
        result = CaseResult(**{**facts, **known, "seconds": seconds, "candidates": counted.tried, "spent": meter.spent})
        result = result.model_copy(update={"suite_seconds": round(waiting.seconds, 2)})
        if not isinstance(journey.fix, Done):
            first = first_choice(journey.fix) if case.oracle else ""
            said = {"first_choice": judged(case, service, first, sandbox)[0], "patch": first} if first else {}

            def is_right(diff: str) -> bool:
                return judged(case, service, diff, sandbox)[0] is CaseOutcome.RIGHT

            return result.model_copy(update={**said, "refused_right": refused_right(repairer, journey, is_right)})
        fix = journey.fix.value
        outcome, reason = judged(case, service, fix.candidate.patch.diff, sandbox)
        return result.model_copy(
            update={
                "outcome": outcome,
                "reason": reason,
                "stream": fix.candidate.stream,
                "template": fix.candidate.template,
                "gates": tuple(f"{gate.gate}: {gate.reason}" for gate in fix.proof.gates),
                "patch": fix.candidate.patch.diff,
            }
        )
