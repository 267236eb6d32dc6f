"""`python -m arbase.evaluation.seeded.validate <service folder> [--bug ID] [--jobs 2]`: the machine validation.

A case that fails any check is not in the benchmark. Every check runs the real thing: the visible tests, the trigger
with the service's Sentry SDK in a fresh process, the hidden oracle on fresh copies.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from arbase.domain.errors import ArbaseError
from arbase.evaluation.seeded.catalogue import SeededService, read_service
from arbase.evaluation.seeded.checks import CHECKS, CaseReport, ServiceReport, check_case, check_service
from arbase.sandbox.process import ProcessSandbox


def validate(service: SeededService, bugs: tuple[str, ...], jobs: int, console: Console) -> ServiceReport:
    """Check the service and the named bugs (all by default), `jobs` at a time, with progress on `console`."""
    cases = [service.case(bug) for bug in bugs] or list(service.cases)
    sandbox = ProcessSandbox()  # the benchmark's own code, nothing that an engine wrote
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    reports: list[CaseReport] = []
    with Progress(*columns, console=console) as progress, ThreadPoolExecutor(max_workers=jobs) as pool:
        task = progress.add_task("validating", total=len(cases) + 1)
        whole = pool.submit(check_service, service, sandbox)
        running = {pool.submit(check_case, service, case, sandbox): case for case in cases}
        for done in as_completed(running):
            report = done.result()
            reports.append(report)
            progress.update(task, advance=1, description=f"{report.bug}: {'valid' if report.valid else 'INVALID'}")
        clean = whole.result()
        progress.update(task, advance=1, description="validated")
    return ServiceReport(service=service.folder.name, clean=clean, cases=tuple(sorted(reports, key=lambda r: r.bug)))


def draw(report: ServiceReport, console: Console) -> None:
    """Print one row for each case and one line for each failed check."""
    table = Table(title=f"{report.service}: {report.valid} of {len(report.cases)} cases valid")
    for heading in ("bug", "family", "difficulty", "checks", "failed or not made", "seconds"):
        table.add_column(heading, overflow="fold")
    for case in report.cases:
        passed = {check.name for check in case.checks if check.passed}
        failed = ", ".join(name for name in CHECKS if name not in passed)
        count = f"{len(passed)} of {len(CHECKS)}"
        table.add_row(
            case.bug.partition("-")[2], case.family, case.difficulty, count, f"[red]{failed}[/]", f"{case.seconds:.0f}"
        )
    console.print(table)
    for name, check in [("service", c) for c in report.clean] + [(r.bug, c) for r in report.cases for c in r.checks]:
        if not check.passed:
            console.print(f"{name}: {check.name}: {check.detail}", style="red", markup=False)


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of benchmarks/services.")],
    bug: Annotated[list[str] | None, typer.Option(help="Only this bug; may be given several times.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Cases checked at one time.")] = 2,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the results to this file.")] = None,
) -> None:
    """Validate the seeded bugs of a service; exit status 1 if one is invalid."""
    console = Console()
    try:
        report = validate(read_service(folder), tuple(bug or ()), jobs, console)
    except ArbaseError as error:
        Console(stderr=True).print(str(error), style="red", markup=False)
        raise typer.Exit(2) from error
    draw(report, console)
    if json_file is not None:
        json_file.write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
    if not report.all_valid:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
