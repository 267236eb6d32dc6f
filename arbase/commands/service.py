"""`arbase service`: connect monitored services."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from arbase.bootstrap import dsn, open_store
from arbase.commands.console import console, plain, settings_of
from arbase.settings import load_service

app = typer.Typer(no_args_is_help=True, help="Connect monitored services.")


@app.command()
def add(
    context: typer.Context,
    repository: Annotated[Path, typer.Argument(help="The service's repository; it describes itself in .arbase/.")],
) -> None:
    """Register a service, or read its description again, and print the DSN for its SDK."""
    settings = settings_of(context)
    service = load_service(repository)
    with open_store(settings) as store:
        record = store.add_service(service)
    console.print(f"service [bold]{plain(service.name)}[/bold] is connected as project {record.project}")
    console.print(f"DSN for its Sentry SDK: {dsn(settings, record)}", soft_wrap=True)
    if service.app is None:
        console.print("note: no `app` in service.yaml, so requests cannot be replayed; commands can")
    if not service.commands.test:
        console.print("note: no `commands.test` in service.yaml, so fixes cannot be checked against its tests")


@app.command("list")
def list_services(context: typer.Context) -> None:
    """The connected services and their DSNs."""
    settings = settings_of(context)
    with open_store(settings) as store:
        records = store.services()
    if not records:
        console.print("no service is connected yet: arbase service add PATH")
        return
    table = Table("project", "service", "repository", "DSN")
    for record in records:
        service = record.service
        table.add_row(str(record.project), plain(service.name), plain(service.repository), dsn(settings, record))
    console.print(table)
