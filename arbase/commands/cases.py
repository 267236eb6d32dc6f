"""The cases from outside that `arbase bench repair --cases` runs."""

from __future__ import annotations

from pathlib import Path

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import fault_pipeline, sandbox_for
from arbase.domain.errors import ArbaseError
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.evaluation.cases.case import OutsideCase, read_cases
from arbase.evaluation.cases.run import FAMILY, run_outside_case
from arbase.evaluation.cases.swebench import SUFFIXES, read_instances
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.settings import Settings, StoreSettings


def outside_cases(place: Path) -> list[OutsideCase]:
    """The cases of a folder, or of a SWE-bench file. Raises UserError."""
    return read_instances(place) if place.suffix in SUFFIXES else read_cases(place)


def measure_outside(settings: Settings, case: OutsideCase, observe: Observer) -> CaseResult:
    """Run one case; called in a process of its own."""
    try:
        return run_outside_case(
            case,
            sandbox_for(Service(name="case", repository=case.folder)),
            lambda service: fault_pipeline(settings, service),
            lambda home: open_store(settings.model_copy(update={"home": home, "store": StoreSettings()})),
            observe,
        )
    except ArbaseError as error:
        reason = f"{type(error).__name__}: {error}"[:500]
        return CaseResult(case=case.id, family=FAMILY, difficulty="", outcome=CaseOutcome.INFRASTRUCTURE, reason=reason)
