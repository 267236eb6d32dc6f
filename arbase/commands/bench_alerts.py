"""`arbase bench alerts`: the classifier on labelled events."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from arbase.bootstrap.classifier import classifier_for
from arbase.commands.console import console, errors, plain, settings_of
from arbase.domain.errors import UserError
from arbase.evaluation.alerts.bench import AlertsAsked, AlertsMeasured, measure_alerts, record_of
from arbase.settings import Settings

SHOWN = (
    "alert_reduction",
    "recall",
    "accuracy",
    "precision",
    "noise_share",
    "calibration_error",
    "grouping_f1",
    "priority_agreement",
)


def alerts(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="JSONL or Parquet file or folder; the same as --data.")] = None,
    data: Annotated[Path | None, typer.Option(help="Labelled events or incidents (benchmarks/README.md).")] = None,
    service: Annotated[
        list[str] | None,
        typer.Option(metavar="[NAME=]REPO", help="Repository of the service; once a service, or one for all."),
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and cases to this file.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many incidents, with the shares kept.")] = None,
    case: Annotated[str | None, typer.Option(help="Only the incident of this id or group; tells why.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 2,
) -> None:
    """The shipped classifier on labelled events of your own, without training on them."""
    settings = settings_of(context)
    place = data or file
    if place is None:
        raise UserError("nothing to measure: give --data FILE (JSONL or Parquet of labelled events)")
    asked = AlertsAsked(
        data=place, repositories=repositories(service or []), limit=limit, case=case, seed=seed, jobs=jobs
    )
    # Built here once, so that the processes find it.
    classifier_for(settings, errors.print)
    measured = _watched(asked, settings)
    report(measured, told=case is not None)
    if json is not None:
        write_json(json, record_of(measured, asked))


def write_json(file: Path, record: object) -> None:
    """Write `record`. Raises UserError where the place cannot be written."""
    try:
        partial_file = file.with_name(f".{file.name}.partial")
        partial_file.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
        partial_file.replace(file)
    except OSError as error:
        raise UserError(f"{file}: cannot be written ({error.strerror})") from error


def repositories(given: list[str]) -> dict[str, Path]:
    """`name=path` or `path`, which stands for every service."""
    found: dict[str, Path] = {}
    for text in given:
        name, equals, path = text.partition("=")
        place = Path(path if equals and not Path(text).exists() else text)
        if not place.is_dir():
            raise UserError(f"{place}: no such folder; give the root of the service's repository")
        found[name if equals and not Path(text).exists() else ""] = place
    return found


def _watched(asked: AlertsAsked, settings: Settings) -> AlertsMeasured:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        tasks = {name: bar.add_task(name, total=None) for name in ("events", "incidents")}

        def advance(what: str, done: int, total: int | None) -> None:
            bar.update(tasks[what], completed=done, total=total)

        return measure_alerts(asked, partial(classifier_for, settings), advance)


def report(measured: AlertsMeasured, *, told: bool) -> None:
    """The totals as a table; with `told` each case and its reasons."""
    if told:
        for case in measured.cases:
            console.print(f"{plain(case.service)} {case.id} {plain(case.title, 160)}", soft_wrap=True)
            label = "unlabelled" if case.actionable is None else "actionable" if case.actionable else "noise"
            console.print(f"  {label}; {case.queue.value} with p={case.probability:.3f} by {case.classifier}")
            for reason in case.reasons:
                console.print(f"  {plain(reason, 300)}", soft_wrap=True)
        return
    table = Table("what", "value", "95% interval", "n")
    for name in SHOWN:
        found = measured.totals.get(name)
        if found is not None and found.n:
            interval = "" if found.low is None or found.high is None else f"[{found.low:.3f}, {found.high:.3f}]"
            table.add_row(name.replace("_", " "), f"{found.value:.3f}", interval.replace("[", "\\["), str(found.n))
    console.print(table)
    for name, totals in measured.by_service.items():
        line = ", ".join(f"{what.replace('_', ' ')} {found}" for what, found in totals.items())
        console.print(f"{plain(name)}: {plain(line)}", soft_wrap=True)
    missed = [case for case in measured.cases if case.actionable and not case.raised]
    for case in missed[:10]:
        console.print(f"missed: {case.id} p={case.probability:.2f} {plain(case.title, 120)}", soft_wrap=True)
    if len(missed) > 10:
        console.print(f"... and {len(missed) - 10} more missed; --json FILE holds all")
    if measured.mixed:
        console.print(f"{measured.mixed} incidents hold rows of both labels; they count as actionable")
    for why, times in measured.infrastructure.items():
        console.print(f"not measured (infrastructure): {times} x {plain(why, 200)}", soft_wrap=True)
    seconds = max(measured.intake_seconds + measured.classify_seconds, 1e-9)
    console.print(
        f"{measured.events} events, {measured.incidents} incidents in {seconds:.1f} s: "
        f"intake {measured.intake_seconds:.1f} s, triage and classification {measured.classify_seconds:.1f} s"
    )
