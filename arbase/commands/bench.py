"""`arbase bench`: measure the pipeline on seeded cases."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from arbase.bootstrap import open_store, pipeline_for, sandbox_for
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.progress import Progress as Told
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.repair import CaseOutcome, CaseResult, run_case, totals
from arbase.evaluation.seeded.catalogue import read_service
from arbase.settings import Settings, StoreSettings

app = typer.Typer(no_args_is_help=True, help="Measure the pipeline on seeded cases.")
STYLES = {
    CaseOutcome.RIGHT: "green",
    CaseOutcome.WRONG: "bold red",
    CaseOutcome.DECLINED: "yellow",
    CaseOutcome.FAILED: "red",
    CaseOutcome.INFRASTRUCTURE: "magenta",
}


@app.callback()
def bench() -> None:
    """Measure the pipeline on seeded cases."""


def measure(settings: Settings, folder: Path, bug: str, verbose: bool) -> CaseResult:
    """Run one case; called in a process of its own."""
    seeded = read_service(folder)
    case = seeded.case(bug)
    sandbox = sandbox_for(Service(name=folder.name, repository=folder))
    try:
        return run_case(
            seeded,
            case,
            sandbox,
            lambda service: pipeline_for(settings, service, deliver=False),
            lambda place: open_store(settings.model_copy(update={"home": place, "store": StoreSettings()})),
            _narrate if verbose else unobserved,
        )
    except ArbaseError as error:
        return CaseResult(
            case=case.bug.id,
            family=case.bug.family,
            difficulty=case.bug.difficulty,
            outcome=CaseOutcome.INFRASTRUCTURE,
            reason=f"{type(error).__name__}: {error}"[:500],
        )


def _narrate(told: Told) -> None:
    console.print(f"{told.stage:12} {plain(told.text, 500)}", soft_wrap=True)


@app.command()
def repair(
    context: typer.Context,
    services: Annotated[list[Path], typer.Argument(help="Folders of seeded services.", exists=True, file_okay=False)],
    bug: Annotated[str | None, typer.Option(help="Only this bug; tells what happens.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and cases to this file.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Cases at one time.")] = 2,
) -> None:
    """Seeded bugs through the whole pipeline, graded by hidden oracles."""
    settings = settings_of(context)
    work = [
        (folder, case.folder.name)
        for folder in services
        for case in read_service(folder).cases
        if bug in {None, case.folder.name, case.bug.id}
    ]
    if not work:
        raise UserError(f"no case{f' called {bug!r}' if bug else ''} in {', '.join(map(str, services))}")
    results = [measure(settings, *work[0], True)] if bug and len(work) == 1 else _run(settings, work, jobs)
    _report(results)
    if json is not None:
        record = {"totals": totals(results).model_dump(), "cases": [result.model_dump() for result in results]}
        json.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))


def _run(settings: Settings, work: list[tuple[Path, str]], jobs: int) -> list[CaseResult]:
    # A fresh interpreter for each worker: forking a process that runs threads (the progress bar) may hang.
    fresh = multiprocessing.get_context("spawn")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    results: dict[str, CaseResult] = {}
    with (
        concurrent.futures.ProcessPoolExecutor(jobs, mp_context=fresh) as pool,
        Progress(*columns, console=console, transient=True) as bar,
    ):
        task = bar.add_task("repair", total=len(work))
        futures = [pool.submit(measure, settings, folder, bug, False) for folder, bug in work]
        for future in concurrent.futures.as_completed(futures):
            result = future.result()
            results[result.case] = result
            text = f"{result.case}: [{STYLES[result.outcome]}]{result.outcome.value}[/] {plain(result.reason, 200)}"
            bar.console.print(text, soft_wrap=True)
            bar.advance(task)
    return [results[name] for name in sorted(results)]


def _report(results: list[CaseResult]) -> None:
    table = Table("case", "family", "difficulty", "outcome", "stream", "seconds", "why")
    for result in results:
        table.add_row(
            result.case,
            result.family,
            result.difficulty,
            f"[{STYLES[result.outcome]}]{result.outcome.value}[/]",
            " ".join(filter(None, (result.stream, result.template))),
            f"{result.seconds:.1f}",
            plain(result.reason, 160),
        )
    console.print(table)
    sums = totals(results)
    console.print(f"verified and right  {sums.verified_right}")
    console.print(f"verified and wrong  {sums.verified_wrong}")
    console.print(f"precision           {sums.precision}")
    console.print(f"reproduced          {sums.reproduced}")
    console.print(f"function in top 1   {sums.top1_function}")
    console.print(f"function in top 3   {sums.top3_function}")
    console.print(
        f"declined {sums.declined}, failed {sums.failed}, infrastructure {sums.infrastructure} of {sums.cases}"
    )
    console.print(f"seconds a case: median {sums.seconds_p50:.1f}, 95th percentile {sums.seconds_p95:.1f}")
