"""`arbase incident`: list, show, explain."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from arbase.bootstrap.home import open_store
from arbase.commands.console import console, plain, settings_of
from arbase.commands.incident_review import audit, confirm, discard, drift, restore
from arbase.commands.incident_views import focus, transcript
from arbase.domain.errors import UserError
from arbase.domain.incident import Incident, IncidentState
from arbase.journal import notes_of, stage_views
from arbase.model.transcripts import transcripts_of, used_line
from arbase.store.interface import Store

app = typer.Typer(no_args_is_help=True, help="List incidents, show one, explain its grouping, decide about it.")
for command in (restore, discard, confirm, audit, drift, focus, transcript):
    app.command()(command)
Id = Annotated[
    str, typer.Argument(metavar="ID", help="The incident's id; its first four characters or more are enough.")
]


def find(store: Store, incident_id: str) -> Incident:
    """The incident, or a sentence about how to find it."""
    incident = store.incident(incident_id)
    if incident is None:
        raise UserError(f"there is no incident {incident_id[:40]!r}; `arbase incident list` shows all")
    return incident


@app.command("list")
def list_incidents(
    context: typer.Context,
    service: Annotated[str | None, typer.Option(help="Only this service.")] = None,
    state: Annotated[IncidentState | None, typer.Option(help="Only this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
) -> None:
    """Incidents, last seen first."""
    with open_store(settings_of(context)) as store:
        incidents = store.incidents(service=service, states=(state,) if state else (), limit=limit)
        situations = {one.incident_id: one.situation for one in store.situations()}
    if not incidents:
        console.print("no incidents")
        return
    table = Table("id", "service", "state", "events", "users", "last seen", "situation", "what")
    for found in incidents:
        table.add_row(
            found.id,
            plain(found.service),
            found.state.value,
            str(found.count),
            str(found.users),
            f"{found.last_seen:%m-%d %H:%M}",
            situations.get(found.id, "")[:8],
            plain(found.title, 100),
        )
    console.print(table)


@app.command()
def show(context: typer.Context, incident_id: Id) -> None:
    """One incident with everything that the stages found."""
    settings = settings_of(context)
    with open_store(settings) as store:
        incident = find(store, incident_id)
        views = stage_views(store.stage_results(incident.id))
        told = notes_of(store, incident.id)
    console.print(f"[bold]{plain(incident.title)}[/bold]")
    console.print(f"{incident.id}  {plain(incident.service)}  {incident.state.value}  {plain(incident.culprit)}")
    console.print(
        f"{incident.count} events, {incident.users} users, {incident.first_seen:%Y-%m-%d %H:%M:%S} to "
        f"{incident.last_seen:%Y-%m-%d %H:%M:%S} UTC"
    )
    for line in told:
        console.print(plain(line), soft_wrap=True)
    for view in views:
        console.print(f"\n[bold]{view.stage}[/bold] ({view.outcome}): {plain(view.headline)}")
        for line in view.lines:
            console.print(f"  {plain(line)}", soft_wrap=True)
        if view.code:
            console.print(plain(view.code, 20_000), soft_wrap=True)
    if used := used_line(transcripts_of(settings.home, incident.id)):
        console.print(f"\nagents: {used}; what they did: arbase incident transcript {incident.id}", soft_wrap=True)


@app.command()
def why(context: typer.Context, incident_id: Id) -> None:
    """Which parts of the events made this group."""
    with open_store(settings_of(context)) as store:
        incident = find(store, incident_id)
    print_ = incident.fingerprint
    console.print(f"[bold]{plain(incident.title)}[/bold]")
    console.print(f"grouped by fingerprint {plain(print_.version)}, rule {plain(print_.rule)}: {print_.digest}")
    table = Table("part", "value", "taken from")
    for part in print_.parts:
        table.add_row(plain(part.kind), plain(part.value, 300), plain(part.source))
    console.print(table)
    console.print(f"{incident.count} events have exactly these parts; {len(incident.samples)} of them are kept")
