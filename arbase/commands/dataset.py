"""`arbase dataset`: build the benchmark's data, validate it, show what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from arbase.bootstrap.home import open_store
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import UserError
from arbase.evaluation.dataset.baselines import alert_baselines, innermost_frame, without_procedural
from arbase.evaluation.dataset.build import build_tables, prepare
from arbase.evaluation.dataset.checking import check_sources
from arbase.evaluation.dataset.hunt import hunt as look_for_bugs
from arbase.evaluation.dataset.settings import DatasetSettings, load_dataset_settings, service_folders
from arbase.evaluation.dataset.tables import read_rows
from arbase.evaluation.dataset.totals import Totals, read_splits, read_validation, totals_of, write_validation
from arbase.evaluation.dataset.trivial_fixes import trivial_rates
from arbase.evaluation.dataset.validation import Validation, digests_of, file_faults, named, sources
from arbase.evaluation.dataset.work import Work, write_whole
from arbase.evaluation.reviewed import labels_of, reviewed_rows, write_rows
from arbase.evaluation.seeded.catalogue import read_service
from arbase.sandbox.process import ProcessSandbox

app = typer.Typer(no_args_is_help=True, help="Build, validate and show the benchmark's data.")
Services = Annotated[list[str] | None, typer.Option("--service", help="Only this service; may be given several times.")]
Target = Annotated[Path | None, typer.Option(help="Folder of the data set; default: as in the settings.")]


@app.callback()
def dataset(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="What is made; default: configs/dataset.yaml.")] = None,
) -> None:
    """Build, validate and show the benchmark's data."""
    context.meta["dataset"] = settings


@app.command()
def build(
    context: typer.Context,
    service: Services = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many bugs and noise families a service, one week.")] = 0,
    target: Target = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Weeks played at one time.")] = 4,
) -> None:
    """Run everything and write the data set. A build that was interrupted goes on where it was."""
    settings = _settings(context, target)
    if (service or limit) and target is None:
        raise UserError("A sample would replace the whole data set: give it a place of its own with --target FOLDER.")
    if limit:
        settings = settings.model_copy(update={"weeks": 1})
    work = Work(settings_of(context).home / "dataset")
    folders = service_folders(settings, tuple(service or ()))
    with _progress() as bar:
        task = bar.add_task("reading", total=None)

        def told(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        prepared = [prepare(folder, work, limit, settings.procedural, told) for folder in folders]
        found = build_tables(settings, prepared, work, jobs, told)
    events = sum(incident.count for incident in found)
    console.print(f"{settings.target}: {len(found)} incidents of {events} events")


@app.command()
def validate(
    context: typer.Context,
    service: Services = None,
    bug: Annotated[
        list[str] | None, typer.Option(help="Only this bug or noise family, by its id; may be given several times.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many bugs and noise families a service.")] = 0,
    target: Target = None,
    files_only: Annotated[bool, typer.Option("--files-only", help="Checksums and splits only.")] = False,
    trivial: Annotated[bool, typer.Option("--trivial", help="Grade trivial fixes of the bugs, too.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and faults to this file.")] = None,
) -> None:
    """Check the files, then run every noise family and bug for real. What was checked as it is now is not run again."""
    settings = _settings(context, target)
    folders = service_folders(settings, tuple(service or ()))
    found = [] if files_only else named(list(sources(folders, limit)), bug or ())
    faults = file_faults(settings.target, read_splits)
    for fault in faults:
        console.print(plain(fault), style="red", soft_wrap=True)
    known = read_validation(settings.target)
    with _progress() as bar:
        task = bar.add_task("validating", total=None)

        def told(what: str) -> None:
            bar.update(task, description=what)

        for step in check_sources(found, known, told, trivial=trivial):
            known = Validation(checked={**known.checked, **step})
            write_validation(settings.target, known)
            bar.advance(task)
            for name, one in step.items():
                if one.fault:
                    bar.console.print(f"[red]{plain(name)}[/]: {plain(one.fault, 400)}", soft_wrap=True)
    sums = totals_of(settings.target, digests_of(service_folders(settings)))
    _print_totals(sums)
    if json is not None:
        write_whole(json, orjson.dumps({"totals": sums.model_dump(), "faults": faults}, option=orjson.OPT_INDENT_2))
    if faults or sums.rejected:
        raise typer.Exit(1)


@app.command()
def hunt(
    context: typer.Context,
    service: Services = None,
    minutes: Annotated[float, typer.Option(min=0, help="About so long for each service.")] = 10.0,
    most: Annotated[int, typer.Option(min=1, help="At most so many bugs of each service.")] = 75,
    json: Annotated[Path | None, typer.Option("--json", help="Write the counts to this file.")] = None,
) -> None:
    """Look for procedural bugs and keep them beside the services. A hunt goes on where the last one ended."""
    settings = _settings(context, None)
    work = Work(settings_of(context).home / "dataset")
    hunted = {}
    table = Table("service", "kept", "mutants tried", "waiting", "why not")
    with _progress() as bar:
        task = bar.add_task("reading", total=None)

        def told(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        for folder in service_folders(settings, tuple(service or ())):
            found = look_for_bugs(read_service(folder), work, ProcessSandbox(), 60 * minutes, told, most=most)
            hunted[folder.name] = found
            why = ", ".join(f"{reason} {count}" for reason, count in found.reasons.items())
            table.add_row(folder.name, str(found.kept), str(found.tried), str(found.waiting), why)
    console.print(table)
    if json is not None:
        write_whole(json, orjson.dumps({name: one.model_dump() for name, one in hunted.items()}))


@app.command()
def show(
    context: typer.Context,
    target: Target = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="Also measure trivial methods.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write what is shown to this file.")] = None,
) -> None:
    """Count what is in the data set; with --baselines, say how far trivial methods come."""
    settings = _settings(context, target)
    digests = digests_of(service_folders(settings))
    sums = totals_of(settings.target, digests)
    _print_totals(sums)
    record: dict[str, object] = {"totals": sums.model_dump()}
    if baselines:
        rows = read_rows(settings.target / "alerts")
        folds = read_splits(settings.target / "alerts").services
        found = alert_baselines(rows, folds) + without_procedural(rows, folds)
        table = Table("leave one service out", "reduction", "recall", "accuracy")
        for one in found:
            table.add_row(one.name, str(one.reduction), str(one.recall), str(one.accuracy))
        console.print(table)
        located = innermost_frame(read_rows(settings.target / "fixes"))
        console.print(f"localisation, innermost own frame: {located}")
        fixes = trivial_rates(read_validation(settings.target).current(digests))
        for name, share in fixes.items():
            console.print(f"repair, {name}: {share}")
        record["baselines"] = {
            "alerts": [one.model_dump() for one in found],
            "innermost_frame": located.model_dump(),
            "fixes": {name: share.model_dump() for name, share in fixes.items()},
        }
    if json is not None:
        write_whole(json, orjson.dumps(record, option=orjson.OPT_INDENT_2))


@app.command("from-reviews")
def from_reviews(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="File to write; default: reviews/alerts.jsonl in `home`.")] = None,
) -> None:
    """Make labelled rows of what people decided: restored, discarded, confirmed, audited, fixes approved."""
    settings = settings_of(context)
    file = out or settings.home / "reviews" / "alerts.jsonl"
    if not file.name.endswith((".jsonl", ".ndjson")):
        raise UserError(f"{file}: the rows are JSON Lines; give a name that ends in .jsonl")
    with open_store(settings) as store:
        labels = labels_of(store)
        if not labels.said:
            raise UserError(
                "nobody reviewed an incident yet: arbase incident restore, discard, confirm or audit, arbase review"
            )
        counts = write_rows(file, reviewed_rows(store, labels))
    told = ", ".join(f"{count} {label}" for label, count in sorted(counts.items()))
    console.print(f"{sum(counts.values())} labelled incidents ({told}) in {file}", soft_wrap=True)
    for why, times in labels.silent.items():
        console.print(f"left out: {times} x {why}")
    console.print(f"measure with: arbase bench alerts {file} --service REPO", soft_wrap=True)


def _print_totals(sums: Totals) -> None:
    table = Table("what", "count")
    for name, value in sums.model_dump(exclude={"by_service"}).items():
        table.add_row(name.replace("_", " "), str(value))
    for name, value in sums.by_service.items():
        table.add_row(f"incidents of {name}", str(value))
    console.print(table)


def _settings(context: typer.Context, target: Path | None) -> DatasetSettings:
    settings = load_dataset_settings(context.meta["dataset"])
    return settings if target is None else settings.model_copy(update={"target": target})


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
