"""`arbase dataset`: build the benchmark's data, validate it, show what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from arbase.commands.console import console, settings_of
from arbase.domain.errors import UserError
from arbase.evaluation.dataset.build import build_alerts, prepare
from arbase.evaluation.dataset.settings import DatasetSettings, load_dataset_settings, service_folders
from arbase.evaluation.dataset.work import Work

app = typer.Typer(no_args_is_help=True, help="Build, validate and show the benchmark's data.")
Config = Annotated[Path | None, typer.Option("--dataset", help="Settings; default: configs/dataset.yaml.")]
Services = Annotated[list[str] | None, typer.Option("--service", help="Only this service; may be given several times.")]
Target = Annotated[Path | None, typer.Option(help="Folder of the data set; default: as in the settings.")]


@app.callback()
def dataset() -> None:
    """Build, validate and show the benchmark's data."""


@app.command()
def build(
    context: typer.Context,
    config: Config = None,
    service: Services = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many bugs and noise families a service, one week.")] = 0,
    target: Target = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Weeks played at one time.")] = 2,
) -> None:
    """Run everything and write the data set. A build that was interrupted goes on where it was."""
    settings = _settings(config, target)
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

        prepared = [prepare(folder, work, limit, told) for folder in folders]
        found = build_alerts(settings, prepared, work, jobs, told)
    events = sum(incident.count for incident in found)
    console.print(f"{settings.target}: {len(found)} incidents of {events} events")


def _settings(config: Path | None, target: Path | None) -> DatasetSettings:
    settings = load_dataset_settings(config)
    return settings if target is None else settings.model_copy(update={"target": target})


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
