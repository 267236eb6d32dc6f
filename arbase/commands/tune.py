"""`arbase tune`: labelled features from the data set, and a classifier from them."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from arbase.classify.features import VERSION
from arbase.commands.console import console, errors, plain, settings_of
from arbase.commands.tune_classifier import classifier
from arbase.commands.tune_prompts import tune_prompts
from arbase.domain.errors import ArbaseError, UserError
from arbase.evaluation.alerts.examples import ExamplesSuite, examples_in
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.rows import files_of, read_rows
from arbase.evaluation.benchmark import commit, read_record
from arbase.evaluation.champion import development_data, examples_file, write_examples
from arbase.evaluation.registry import MODEL, promote
from arbase.evaluation.registry import register as registered
from arbase.evaluation.runner import CaseRecord, CaseStatus, Journal, run_suite
from arbase.evaluation.suites.folds import judged_in
from arbase.evaluation.tracking import default_uri

app = typer.Typer(no_args_is_help=True, help="Learn classifiers and choose their settings.")
app.command("classifier")(classifier)
app.command("prompts")(tune_prompts)


@app.callback()
def tune() -> None:
    """Learn classifiers and choose their settings."""


@app.command()
def examples(
    context: typer.Context,
    services: Annotated[Path, typer.Option(help="Folder of the seeded services.")] = Path("benchmarks/services"),
    data: Annotated[Path | None, typer.Option(help="The data set; default: the shipped one.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; default: beside the data set.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 2,
) -> None:
    """Read labelled features from the data set and the repositories of its services."""
    settings = settings_of(context)
    place = data or development_data()
    folders = {folder.name: folder for folder in sorted(services.iterdir()) if (folder / "history").is_dir()}
    incidents = gathered(read_rows(place))
    suite = ExamplesSuite(folders, incidents)
    cases = suite.cases()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("causes", total=len(cases))

        def finished(record: CaseRecord) -> None:
            bar.advance(task)

        key = reading_key(place)
        journal = Journal(settings.home / "examples" / f"causes-{key[:12]}.jsonl", key)
        build = partial(ExamplesSuite, folders)
        records = run_suite(build, cases, journal=journal, jobs=jobs, finished=finished)
    found = examples_in(records)
    if not found:
        raise UserError(f"{place}: no incident could be triaged")
    target = out or examples_file(place)
    write_examples(target, found)
    for record in records:
        if record.status is CaseStatus.INFRASTRUCTURE:
            errors.print(f"left out: {plain(record.case)}: {plain(record.error, 200)}", soft_wrap=True)
    console.print(f"{len(found)} examples of {len(incidents)} incidents in {target}", soft_wrap=True)


def reading_key(data: Path) -> str:
    """Of what the features depend on: the data, what is read from it, and the code that reads. Raises UserError."""
    digest = hashlib.sha256(f"{VERSION} {commit()}".encode())
    for file in files_of(data):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@app.command()
def register(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(help="Folder of the run that measured it, as `arbase bench` printed it.")],
    tracking: Annotated[str, typer.Option(help="MLflow tracking URI; empty: SQLite in `home`.")] = "",
) -> None:
    """Register the built classifier with its held-out verdicts as challenger."""
    settings = settings_of(context)
    cases = judged_in(read_record(run).suites.get("alerts", []))
    if not cases:
        raise UserError(f"{run}: measured no alerts; run a configuration with the suite `alerts`")
    folder = Path(settings.classify.model) if settings.classify.model else settings.home / "classifier"
    uri = tracking or default_uri(settings.home)
    console.print(f"{MODEL} version {registered(folder, cases, uri)} is the challenger")


def promotion(
    context: typer.Context,
    tracking: Annotated[str, typer.Option(help="MLflow tracking URI; empty: SQLite in `home`.")] = "",
) -> None:
    """Make the challenger champion, unless a paired test on the same incidents says that it is worse."""
    found = promote(tracking or default_uri(settings_of(context).home))
    for one in found.comparisons:
        console.print(str(one))
    if not found.promoted:
        raise ArbaseError(f"not promoted: the challenger is worse; version {found.version} stays champion")
    console.print(f"{MODEL} version {found.version} is champion")
