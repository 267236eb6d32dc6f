"""`arbase replay`: what arbase would have made of a team's own past, before anything is switched on."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from arbase.bootstrap.classifier import classifier_for
from arbase.bootstrap.home import open_store
from arbase.commands.bench_alerts import repositories, write_json
from arbase.commands.console import console, errors, plain, settings_of
from arbase.domain.errors import ConfigError, UserError
from arbase.domain.service import Service
from arbase.evaluation.past.exports import Past, read_past
from arbase.evaluation.past.fixes import RULE
from arbase.evaluation.past.replayed import Judge, Replayed, ReplayedIncident, replay
from arbase.evaluation.reviewed import labels_of
from arbase.settings import Settings, StoreSettings, load_service
from arbase.store.interface import Store

app = typer.Typer(add_completion=False)


@app.command(help="Replay a team's own past and say what would have been raised.")
def past(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Export of Sentry or Bugsink, or JSON Lines of events; file or folder.")],
    repository: Annotated[
        list[str] | None,
        typer.Option(metavar="[PROJECT=]REPO", help="Git repository of the service; once a project, or one for all."),
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Write totals and incidents to this file.")] = None,
    show: Annotated[int, typer.Option(min=0, help="So many raised incidents in the table.")] = 30,
) -> None:
    """Nothing is sent anywhere, no model is asked, and the live store is not touched."""
    settings = settings_of(context)
    if not repository:
        raise UserError("which code raised the events? give --repository REPO, the root of the service's repository")
    places = repositories(repository)
    found = read_past(file, settings.intake)
    classifier = classifier_for(settings, errors.print)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("events", total=len(found.events))
        made = replay(
            found,
            services(found, places),
            Judge(classifier, settings.classify.quarantine),
            lambda: _thrown_away(settings),
            lambda done, total: bar.update(task, completed=done, total=total),
            _decided(settings),
        )
    report(made, show)
    if json is not None:
        write_json(json, made.model_dump(mode="json"))


def services(past: Past, places: dict[str, Path]) -> Callable[[str], Service]:
    """The service of each project: of the repository that names it, else of the one for all.

    Raises UserError for a project without one.
    """
    projects = {event.project for event in past.events}

    def service_of(project: str) -> Service:
        place = places.get(project, places.get(""))
        if place is None:
            raise UserError(f"project {project[:60]!r} has no repository: give --repository {project[:60]}=REPO")
        try:
            described = load_service(place)
        except ConfigError:
            described = Service(name=place.resolve().name, repository=place.resolve())
        # Events of two projects are never one incident, also where one repository holds both.
        return described.model_copy(update={"name": project}) if project and len(projects) > 1 else described

    return service_of


def _decided(settings: Settings) -> dict[str, tuple[bool, str]]:
    """What people decided in the live store, if there is one; an incident has the same id there."""
    if not settings.store.url and not (settings.home / "arbase.db").exists():
        return {}
    with open_store(settings) as store:
        said = labels_of(store).said
    return {name: (one.actionable, f"a human's review ({one.how})") for name, one in said.items()}


@contextmanager
def _thrown_away(settings: Settings) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="arbase-past-") as place:
        away = settings.model_copy(update={"home": Path(place), "store": StoreSettings()})
        with open_store(away) as store:
            yield store


def report(made: Replayed, most: int) -> None:
    """What would have happened, in words and a table."""
    raised = sorted((one for one in made.incidents if one.raised), key=lambda one: -one.priority)
    if raised and most:
        _table(raised[:most])
        if len(raised) > most:
            console.print(f"... and {len(raised) - most} more; --show N or --json FILE gives all")
    count = len(made.incidents)
    console.print(
        f"{made.events} events in {count} incidents; {len(raised)} would have been raised, in {made.calls} calls"
    )
    console.print(f"alert reduction  {plain(made.totals['alert_reduction'])} of incidents were not raised")
    console.print(f"                 {plain(made.totals['event_reduction'])} of events called nobody")
    if made.totals["recall"].n:
        console.print(
            f"recall           {plain(made.totals['recall'])} of the incidents that people showed to be worth it"
        )
        shown = Counter(_way(one) for one in made.incidents if one.worth)
        for way, times in shown.most_common():
            console.print(f"                 {times} by {plain(way)}", soft_wrap=True)
    else:
        console.print(f"recall           cannot be told: {plain(made.recall_untold)}", soft_wrap=True)
    if made.totals["noise_put_aside"].n:
        console.print(f"noise put aside  {plain(made.totals['noise_put_aside'])} of what people dismissed")
    for one in [one for one in made.incidents if one.worth and not one.raised][:10]:
        console.print(f"missed: {one.id} {plain(one.title, 100)}: {plain(one.worth_by, 200)}", soft_wrap=True)
    for why, times in made.skipped.items():
        console.print(f"left out: {times} x {plain(why, 200)}", soft_wrap=True)
    ways = ", ".join(
        f"{times} by its {how}" if how != "plain folder" else f"{times} as it lies there"
        for how, times in made.code.items()
    )
    console.print(
        f"code of each verdict: {ways or 'none'}; classifier {plain(made.classifier or 'none')}; {made.seconds:.0f} s"
    )


def _way(one: ReplayedIncident) -> str:
    """How it is known that an incident was worth it, without its particulars."""
    return f"commits: {RULE}" if one.worth_by.startswith("commit ") else one.worth_by


def _table(raised: list[ReplayedIncident]) -> None:
    table = Table("incident", "service", "raised at", "event", "of", "users", "p", "what", "worth it?")
    for one in raised:
        worth = {True: "yes", False: "no", None: "?"}[one.worth]
        when = f"{one.raised_at:%Y-%m-%d %H:%M}" if one.raised_at else ""
        table.add_row(
            one.id,
            plain(one.service, 40),
            when,
            str(one.raised_at_event),
            str(one.events),
            str(one.users),
            f"{one.probability:.2f}",
            plain(one.title, 80),
            worth,
        )
    console.print(table)
