"""The cases from outside that `arbase bench repair --cases` runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import fault_pipeline, lacking, sandbox_for
from arbase.domain.errors import ArbaseError
from arbase.domain.progress import Observer, unobserved
from arbase.domain.service import Service
from arbase.evaluation.cases.case import OutsideCase, read_cases
from arbase.evaluation.cases.run import FAMILY, run_outside_case
from arbase.evaluation.cases.swebench import SUFFIXES, read_instances
from arbase.evaluation.refused import Offered
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.pipeline import Pipeline
from arbase.settings import Settings, StoreSettings


def outside_cases(place: Path) -> list[OutsideCase]:
    """The cases of a folder, or of a SWE-bench file. Raises UserError."""
    return read_instances(place) if place.suffix in SUFFIXES else read_cases(place)


@contextmanager
def offering(settings: Settings, service: Service) -> Iterator[Pipeline]:
    """Like `fault_pipeline`, with an engine whose candidates are kept."""
    with fault_pipeline(settings, service) as pipeline:
        yield replace(pipeline, repairer=Offered(pipeline.repairer))


def measure_outside(settings: Settings, case: OutsideCase, observe: Observer, *, refused: bool = False) -> CaseResult:
    """Run one case; called in a process of its own. With `refused` its oracle judges what was refused as well."""
    return _measured(settings, case, observe, offering if refused else fault_pipeline)


def measure_outside_without(settings: Settings, case: OutsideCase, withheld: tuple[str, ...]) -> CaseResult:
    """Run one case with an engine that lacks these templates; called in a process of its own."""
    return _measured(settings, case, unobserved, lambda settings, service: lacking(settings, service, withheld))


def _measured(settings: Settings, case: OutsideCase, observe: Observer, pipeline: Callable[..., Any]) -> CaseResult:
    try:
        return run_outside_case(
            case,
            sandbox_for(Service(name="case", repository=case.folder)),
            lambda service: pipeline(settings, service),
            lambda home: open_store(settings.model_copy(update={"home": home, "store": StoreSettings()})),
            observe,
        )
    except ArbaseError as error:
        reason = f"{type(error).__name__}: {error}"[:500]
        return CaseResult(case=case.id, family=FAMILY, difficulty="", outcome=CaseOutcome.INFRASTRUCTURE, reason=reason)
