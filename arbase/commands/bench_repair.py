"""`arbase bench repair`: bugs through the whole pipeline, graded by oracles that no engine sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from arbase.commands.calibrated import keep_confidence, show_confidence
from arbase.commands.cases import measure_outside, measure_outside_without, outside_cases
from arbase.commands.console import console, plain, settings_of
from arbase.commands.measuring import Job, keep, measured
from arbase.commands.seeded import measure, measure_without
from arbase.domain.errors import UserError
from arbase.domain.progress import Progress as Told
from arbase.domain.progress import unobserved
from arbase.evaluation.repair import CaseOutcome, CaseResult, blinded, totals
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.spending import spending_line
from arbase.settings import Settings

Lacking = tuple[Callable[..., CaseResult], tuple[Any, ...]]
"""What measures a case without the templates that it is told last, with its other arguments."""


STYLES = {
    CaseOutcome.RIGHT: "green",
    CaseOutcome.WRONG: "bold red",
    CaseOutcome.VERIFIED: "cyan",
    CaseOutcome.DECLINED: "yellow",
    CaseOutcome.FAILED: "red",
    CaseOutcome.INFRASTRUCTURE: "magenta",
}


def _narrate(told: Told) -> None:
    console.print(f"{told.stage:12} {plain(told.text, 500)}", soft_wrap=True)


def repair(
    context: typer.Context,
    services: Annotated[
        list[Path] | None, typer.Argument(help="Folders of seeded services.", exists=True, file_okay=False)
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="A folder of cases from outside, or a SWE-bench file.", exists=True)
    ] = None,
    bug: Annotated[str | None, typer.Option(help="Only this bug or case; tells what happens.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and cases to this file.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Cases at one time.")] = 2,
    withhold: Annotated[
        bool, typer.Option(help="Run each case that was mended again without the template that mended it.")
    ] = False,
    refused: Annotated[
        bool,
        typer.Option(help="Where nothing is verified, let the oracle judge what was refused: what the gates cost."),
    ] = False,
    blind: Annotated[
        bool, typer.Option(help="Say how each case ended and nothing of its code, for what is opened only to measure.")
    ] = False,
) -> None:
    """Bugs through the whole pipeline, graded by oracles that no engine sees."""
    settings = settings_of(context)
    if (withhold or refused) and settings.engine in ("agent", "cascade"):
        raise UserError("--withhold and --refused ask the static engine; use --set engine=static")
    if blind and bug:
        raise UserError("--bug tells what happens and --blind that nothing is told; leave one of them out")
    tasks = _tasks(settings, services or [], cases, bug, refused=refused)
    work = [job for job, _ in tasks]
    if not work:
        places = ", ".join(map(str, [*(services or []), *([cases] if cases else [])]))
        raise UserError(
            f"no case{f' called {bug!r}' if bug else ''} in {places}"
            if places
            else "name folders of seeded services, or --cases DIR"
        )
    results = [work[0][1](*work[0][2])] if bug and len(work) == 1 else _run(work, jobs, json, blind=blind)
    _report(results)
    show_confidence(results)
    keep_confidence(results, settings)
    lacking = {job[0]: one for job, one in tasks}
    again = _withheld(results, lacking, jobs, blind=blind) if withhold else {}
    _write({result.case: result for result in results}, json, again)


def _tasks(
    settings: Settings, services: Sequence[Path], cases: Path | None, bug: str | None, *, refused: bool
) -> list[tuple[Job, Lacking]]:
    """Of each case what measures it, and what measures it with an engine that lacks some templates."""
    watch = _narrate if bug else unobserved
    seeded, outside = (partial(measure, refused=refused), partial(measure_outside, refused=refused))
    tasks: list[tuple[Job, Lacking]] = [
        ((case.bug.id, seeded, (settings, folder, name, watch)), (measure_without, (settings, folder, name)))
        for folder in services
        for case in read_service(folder).cases
        for name in [case.folder.name]
        if bug in {None, name, case.bug.id}
    ]
    if cases is not None:
        tasks += [
            ((case.id, outside, (settings, case, watch)), (measure_outside_without, (settings, case)))
            for case in outside_cases(cases)
            if bug in {None, case.id}
        ]
    return tasks


def _withheld(
    results: list[CaseResult], lacking: Mapping[str, Lacking], jobs: int, *, blind: bool
) -> dict[str, CaseResult]:
    """What is claimed where the right fix is out of reach: the cases that were mended, without what mended them."""
    work: list[Job] = [
        (one.case, function, (*arguments, tuple(one.template.split("+"))))
        for one in results
        if one.outcome is CaseOutcome.RIGHT
        for function, arguments in [lacking[one.case]]
    ]
    if not work:
        return {}
    found = _run(work, jobs, None, blind=blind)
    by = {outcome: sum(one.outcome is outcome for one in found) for outcome in CaseOutcome}
    told = ", ".join(f"{outcome.value} {count}" for outcome, count in by.items() if count)
    console.print(f"the {len(work)} that are right, without the template that mended them: {told}")
    return {one.case: one for one in found}


def _run(work: Sequence[Job], jobs: int, json: Path | None, *, blind: bool) -> list[CaseResult]:
    """Every case in a process; what is known so far is told and written after each."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    results: dict[str, CaseResult] = {}
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("repair", total=len(work))
        for measurement in measured(work, jobs):
            result = blinded(measurement) if blind else measurement
            results[result.case] = result
            _write(results, json)
            text = f"{result.case}: [{STYLES[result.outcome]}]{result.outcome.value}[/] {plain(result.reason, 200)}"
            bar.console.print(text, soft_wrap=True)
            bar.advance(task)
    return [results[name] for name in sorted(results)]


def _write(results: dict[str, CaseResult], json: Path | None, again: Mapping[str, CaseResult] | None = None) -> None:
    """Totals and cases."""
    if json is None:
        return
    ordered = [results[name] for name in sorted(results)]
    record = {"totals": totals(ordered).model_dump(), "cases": [result.model_dump() for result in ordered]}
    if again:
        record["withheld"] = [again[name].model_dump() for name in sorted(again)]
    keep(record, json)


def _report(results: list[CaseResult]) -> None:
    # Why a case was declined was said when it ended; in the table it would leave no room for the rest.
    table = Table("case", Column("outcome", no_wrap=True), "by", Column("seconds", justify="right"))
    for result in results:
        table.add_row(
            result.case,
            f"[{STYLES[result.outcome]}]{result.outcome.value}[/]",
            " ".join(filter(None, (result.stream, result.template))),
            f"{result.seconds:.1f}",
        )
    for result in results:
        for text in result.refused_right:
            console.print(f"{result.case}: right, but refused: {plain(text, 400)}", soft_wrap=True, markup=False)
    if len(results) == 1:
        console.print(f"{results[0].outcome.value}: {plain(results[0].reason, 1000)}", soft_wrap=True, markup=False)
    console.print(table)
    sums = totals(results)
    console.print(f"verified            {sums.verified}")
    console.print(f"verified and right  {sums.verified_right}")
    console.print(f"verified and wrong  {sums.verified_wrong}")
    console.print(f"precision           {sums.precision}")
    console.print(f"first patch right   {sums.first_right}")
    console.print(f"reproduced          {sums.reproduced}")
    console.print(f"function in top 1   {sums.top1_function}")
    console.print(f"function in top 3   {sums.top3_function}")
    console.print(f"before the proof    {sums.investigated_top1} in top 1, {sums.investigated_top3} in top 3")
    broken = f"infrastructure {sums.infrastructure} of {sums.cases}"
    console.print(f"declined {sums.declined.hits}, failed {sums.failed.hits}, {broken}")
    console.print(f"seconds a case: median {sums.seconds_p50:.1f}, 95th percentile {sums.seconds_p95:.1f}")
    console.print(
        f"without the repository's own suite: median {sums.own_seconds_p50:.1f}, "
        f"95th percentile {sums.own_seconds_p95:.1f}"
    )
    spent = spending_line([result.spent for result in results], sums.verified.hits)
    if spent:
        console.print(spent)
