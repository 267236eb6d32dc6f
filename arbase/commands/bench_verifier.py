"""`arbase bench verifier`: which right fixes gates and proof let through, and which wrong ones fool them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import fault_pipeline, sandbox_for
from arbase.commands.console import console, plain, settings_of
from arbase.commands.measuring import keep, measured_as
from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.hasty import HASTY
from arbase.evaluation.repair import CaseOutcome
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.statistics import rate
from arbase.evaluation.strength import REFERENCE, Judged, StrengthResult, measure_strength
from arbase.pipeline import Pipeline
from arbase.repair.static.engine import StaticRepair
from arbase.settings import Settings, StoreSettings


def verifier(
    context: typer.Context,
    services: Annotated[list[Path], typer.Argument(help="Folders of seeded services.", exists=True, file_okay=False)],
    bug: Annotated[str | None, typer.Option(help="Only this bug.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write what became of each candidate here.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Cases at one time.")] = 2,
    blind: Annotated[
        bool, typer.Option(help="Say counts and nothing of code, for what is opened only to measure.")
    ] = False,
) -> None:
    """Right fixes that the verifier lets through, and wrong ones that fool it; each is judged alone."""
    settings = settings_of(context)
    work = [
        (case.bug.id, measure, (settings, folder, case.folder.name))
        for folder in services
        for case in read_service(folder).cases
        if bug in {None, case.folder.name, case.bug.id}
    ]
    if not work:
        raise UserError(f"no bug called {bug!r} in {', '.join(map(str, services))}")
    results: list[StrengthResult] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("verifier", total=len(work))
        for found in measured_as(work, jobs, _broken):
            results.append(_blinded(found) if blind else found)
            _write(results, json)
            _tell(results[-1], bar)
            bar.advance(task)
    _report(results)


def measure(settings: Settings, folder: Path, bug: str) -> StrengthResult:
    """Judge the candidates of one case; called in a process of its own."""
    seeded = read_service(folder)
    case = seeded.case(bug)
    try:
        return measure_strength(
            seeded,
            case,
            sandbox_for(Service(name=folder.name, repository=folder)),
            lambda service: _offering(settings, service),
            lambda place: open_store(settings.model_copy(update={"home": place, "store": StoreSettings()})),
            unobserved,
        )
    except ArbaseError as error:
        return _broken(case.bug.id, f"{type(error).__name__}: {error}")


@contextmanager
def _offering(settings: Settings, service: Service) -> Iterator[Pipeline]:
    """Like `fault_pipeline`, with an engine that writes what people write in haste."""
    with fault_pipeline(settings.model_copy(update={"engine": "static"}), service) as pipeline:
        if not isinstance(pipeline.repairer, StaticRepair):
            raise UserError("only the static engine tries out what is written in haste; use --set engine=static")
        yield replace(pipeline, repairer=pipeline.repairer.with_templates(HASTY))


def _broken(case: str, reason: str) -> StrengthResult:
    return StrengthResult(case=case, problem=reason[:500])


def _blinded(result: StrengthResult) -> StrengthResult:
    hidden = tuple(one.model_copy(update={"reason": "", "patch": ""}) for one in result.judged)
    return StrengthResult(case=result.case, problem="not told" if result.problem else "", judged=hidden)


def _write(results: Sequence[StrengthResult], json: Path | None) -> None:
    if json is not None:
        keep({"cases": [one.model_dump() for one in sorted(results, key=lambda one: one.case)]}, json)


def _tell(result: StrengthResult, bar: Progress) -> None:
    if result.problem:
        bar.console.print(f"{result.case}: [yellow]{plain(result.problem, 200)}[/]", soft_wrap=True)
    for one in result.judged:
        if one.refused_by and one.kind == REFERENCE:
            told = f"reference refused by {one.refused_by}: {plain(one.reason, 300)}"
            bar.console.print(f"{result.case}: [yellow]{told}[/]", soft_wrap=True)
        elif not one.refused_by and one.outcome is CaseOutcome.WRONG:
            bar.console.print(f"{result.case}: [bold red]fooled by {one.kind}[/]", soft_wrap=True)
    bar.console.print(f"{result.case}: {len(result.judged)} judged")


def _report(results: Sequence[StrengthResult]) -> None:
    judged = [one for result in results for one in result.judged]
    # A reference that its own oracle refuses without its tests and pages says nothing.
    references = [one for one in judged if one.kind == REFERENCE and one.outcome is CaseOutcome.RIGHT]
    passed = [one for one in references if not one.refused_by]
    others = [one for one in judged if one.kind != REFERENCE]
    taken = [one for one in others if not one.refused_by]
    wrong = [one for one in taken if one.outcome is CaseOutcome.WRONG]
    console.print(f"right fixes of the authors let through  {rate(len(passed), len(references))}")
    console.print(f"refused by                              {_by_gate(references) or 'nothing'}")
    console.print(f"other candidates called verified        {rate(len(taken), len(others))}")
    console.print(f"of all candidates, verified and wrong   {rate(len(wrong), len(judged))}")
    console.print(f"wrong ones by kind                      {_counted([one.kind for one in wrong]) or 'none'}")
    console.print(f"cases without candidates                {sum(not result.judged for result in results)}")


def _by_gate(judged: Sequence[Judged]) -> str:
    return _counted([one.refused_by for one in judged if one.refused_by])


def _counted(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())
