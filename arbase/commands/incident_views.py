"""`arbase incident focus` and `transcript`: what to take first and why, and what agents did."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from arbase.bootstrap.home import open_store
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import UserError
from arbase.journal import focus as focused
from arbase.model.transcripts import transcripts_of, used_line


def focus(
    context: typer.Context,
    service: Annotated[str | None, typer.Option(help="Only this service.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
) -> None:
    """What waits for a human, the most urgent first, and why it is urgent."""
    with open_store(settings_of(context)) as store:
        found = focused(store, service)[:limit]
    if not found:
        console.print("nothing waits for a human")
        return
    table = Table("priority", "id", "service", "state", "events", "users", "what", "urgent because of")
    for one in found:
        incident = one.incident
        table.add_row(
            f"{one.priority:.2f}",
            incident.id,
            plain(incident.service),
            incident.state.value,
            str(incident.count),
            str(incident.users),
            plain(incident.title, 80),
            plain(one.why),
        )
    console.print(table)


def transcript(
    context: typer.Context,
    incident_id: Annotated[str, typer.Argument(metavar="ID", help="The incident's id or its first characters.")],
    agent: Annotated[str | None, typer.Option(help="Only this agent: triage, investigate or repair.")] = None,
) -> None:
    """What agents did on an incident, turn by turn, with what it used; secrets were taken out before it was kept."""
    settings = settings_of(context)
    with open_store(settings) as store:
        incident = store.incident(incident_id)
    if incident is None:
        raise UserError(f"there is no incident {incident_id[:40]!r}; `arbase incident list` shows all")
    found = [one for one in transcripts_of(settings.home, incident.id) if agent in (None, one.agent)]
    if not found:
        console.print("no agent worked on this incident")
        return
    for one in found:
        console.print(f"\n[bold]{plain(one.agent)}[/bold] ({one.ended or 'not ended'}): {used_line([one])}")
        for line in one.lines:
            console.print(f"  {plain(line, 4_000)}", soft_wrap=True)
    console.print(f"\nin all {used_line(found)}")
