"""One seeded bug through the pipeline that the settings describe; called in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import fault_pipeline, lacking, sandbox_for
from arbase.commands.cases import offering
from arbase.domain.errors import ArbaseError
from arbase.domain.progress import Observer, unobserved
from arbase.domain.service import Service
from arbase.evaluation.ending import NoRepair, NoVerification
from arbase.evaluation.repair import CaseOutcome, CaseResult, run_case
from arbase.evaluation.seeded.catalogue import read_service
from arbase.pipeline import Pipeline
from arbase.settings import Settings, StoreSettings


def measure_unwatched(settings: Settings, folder: Path, bug: str) -> CaseResult:
    """Like `measure`, for whoever does not watch."""
    return measure(settings, folder, bug, unobserved)


def localize_unwatched(settings: Settings, folder: Path, bug: str) -> CaseResult:
    """Run one case up to its diagnosis, which is where the fault is looked for; called in a process of its own."""
    return _measured(settings, folder, bug, unobserved, _diagnosed_only)


def measure(settings: Settings, folder: Path, bug: str, observe: Observer, *, refused: bool = False) -> CaseResult:
    """Run one case; called in a process of its own. With `refused` its oracle judges what was refused as well."""
    return _measured(settings, folder, bug, observe, offering if refused else fault_pipeline)


def measure_without(settings: Settings, folder: Path, bug: str, withheld: tuple[str, ...]) -> CaseResult:
    """Run one case with an engine that lacks these templates; called in a process of its own."""
    return _measured(settings, folder, bug, unobserved, lambda settings, service: lacking(settings, service, withheld))


@contextmanager
def _diagnosed_only(settings: Settings, service: Service) -> Iterator[Pipeline]:
    with fault_pipeline(settings, service) as pipeline:
        yield replace(pipeline, repairer=NoRepair(), verifier=NoVerification())


def _measured(
    settings: Settings, folder: Path, bug: str, observe: Observer, pipeline: Callable[..., Any]
) -> CaseResult:
    seeded = read_service(folder)
    case = seeded.case(bug)
    sandbox = sandbox_for(Service(name=folder.name, repository=folder))
    try:
        return run_case(
            seeded,
            case,
            sandbox,
            lambda service: pipeline(settings, service),
            lambda place: open_store(settings.model_copy(update={"home": place, "store": StoreSettings()})),
            observe,
        )
    except ArbaseError as error:
        return CaseResult(
            case=case.bug.id,
            family=case.bug.family,
            difficulty=case.bug.difficulty,
            outcome=CaseOutcome.INFRASTRUCTURE,
            reason=f"{type(error).__name__}: {error}"[:500],
        )
