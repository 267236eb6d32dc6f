"""`arbase bench CONFIG`: a whole benchmark, and `arbase bench upload` for one whose tracking server was away."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from arbase.bootstrap.pipeline import engine_of
from arbase.commands.bench_alerts import write_json
from arbase.commands.calibrated import keep_confidence, show_confidence
from arbase.commands.console import console, errors, plain, settings_of
from arbase.commands.seeded import localize_unwatched, measure_unwatched
from arbase.evaluation.benchmark import Benchmark, BenchRecord, infrastructure, localized, read_record, repairs
from arbase.evaluation.config import read_config
from arbase.evaluation.report import write_report
from arbase.evaluation.tracking import Untracked, default_uri, log_run


def run(
    context: typer.Context,
    config: Annotated[Path, typer.Argument(help="YAML file, for example configs/bench/default.yaml.")],
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and cases to this file.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many cases of each suite.")] = None,
    case: Annotated[
        str | None, typer.Option(help="Run only this case or incident again, beside its record; keeps nothing.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed for the samples.")] = None,
) -> None:
    """Run the suites of a configuration; ends with 1 where a bar is not met."""
    settings = settings_of(context)
    # What `auto` means here and now belongs to the run: a key that is set later must not go on with its cases.
    settings = settings.model_copy(update={"engine": engine_of(settings)})
    chosen = read_config(config)
    if seed is not None:
        chosen = chosen.model_copy(update={"seed": seed})
    if limit is not None:
        parts = {name: part for name in ("alerts", "localize", "repair") if (part := getattr(chosen, name)) is not None}
        chosen = chosen.model_copy(
            update={name: part.model_copy(update={"limit": limit}) for name, part in parts.items()}
        )
    measures = {"localize": partial(localize_unwatched, settings), "repair": partial(measure_unwatched, settings)}
    benchmark = Benchmark(chosen, settings, measures, settings.home)
    if case is not None:
        _replayed(benchmark, case, json)
        return
    record = _watched(benchmark)
    report = benchmark.folder / "report.html"
    write_report(report, record)
    show(record)
    found = [*repairs(record), *localized(record)]
    show_confidence(found)
    keep_confidence(found, settings)
    console.print(f"report  {report}", soft_wrap=True)
    if chosen.track:
        track(record, benchmark.folder, chosen.tracking or default_uri(settings.home))
    if json is not None:
        write_json(json, jsonlib.loads(record.model_dump_json()))
    if not record.passed:
        raise typer.Exit(1)


def upload(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder of a run, as `arbase bench` printed it.")],
    tracking: Annotated[str, typer.Option(help="MLflow tracking URI; empty: SQLite in `home`.")] = "",
) -> None:
    """Put the record of an earlier run into MLflow."""
    record = read_record(folder)
    console.print(
        f"mlflow  {log_run(record, folder, tracking or default_uri(settings_of(context).home))}", soft_wrap=True
    )


def track(record: BenchRecord, folder: Path, uri: str) -> None:
    """Record the run; a server that is away is said, with the way to send it later, and is no failure of the run."""
    try:
        console.print(f"mlflow  {log_run(record, folder, uri)}", soft_wrap=True)
    except Untracked as error:
        errors.print(f"not recorded in MLflow: {plain(error)}", soft_wrap=True)
        errors.print(
            f"the record is whole; send it later: arbase bench upload {folder} --tracking {uri}", soft_wrap=True
        )


def _replayed(benchmark: Benchmark, case: str, json: Path | None) -> None:
    """One case again, and whether it came out as the record says."""
    found = benchmark.replay(case)
    for one in found:
        console.print(f"{one.suite}: {plain(one.now.case)} {one.now.status.value} in {one.now.seconds:.2f} s")
        for name, value in one.now.result.items():
            console.print(f"  {name}: {plain(value, 4000)}", soft_wrap=True)
        if one.now.error:
            console.print(f"  {plain(one.now.error)}", soft_wrap=True)
        told = {True: "as in the record", False: "not as in the record", None: "the record has nothing of it yet"}
        console.print(f"  {told[one.same]}")
    if json is not None:
        write_json(json, [one.model_dump(mode="json") for one in found])


@contextmanager
def going_on() -> Iterator[None]:
    """Say after Ctrl-C that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print("finished cases are kept; the same command goes on")
        raise


def _watched(benchmark: Benchmark) -> BenchRecord:
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=errors, transient=True) as bar:
        tasks = {}

        def tell(suite: str, done: int, total: int) -> None:
            if suite not in tasks:
                tasks[suite] = bar.add_task(suite, total=total)
            bar.update(tasks[suite], completed=done, total=total)

        with going_on():
            return benchmark.run(tell)


def show(record: BenchRecord) -> None:
    """The totals and the bars."""
    table = Table("what", "value", "95% interval", "n")
    for name, found in record.totals.items():
        interval = "" if found.low is None or found.high is None else f"\\[{found.low:.3f}, {found.high:.3f}]"
        value = "not measured" if found.n == 0 else f"{found.value:.3f}"
        table.add_row(name.replace("_", " "), value, interval if found.n else "", str(found.n))
    console.print(table)
    if infrastructure(record):
        console.print(f"[magenta]{infrastructure(record)} cases could not be measured (infrastructure)[/magenta]")
    for bar in record.bars:
        mark = "[green]met[/green]" if bar.met else "[bold red]not met[/bold red]"
        console.print(f"{mark}  {plain(bar.text)}" + ("" if bar.value is None else f" ({bar.value:.3f})"))
