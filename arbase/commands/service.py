"""`arbase service`: connect monitored services."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from arbase.bootstrap.home import dsn, open_store
from arbase.commands.console import console, plain, settings_of
from arbase.domain.errors import UserError
from arbase.settings import load_service
from arbase.store.interface import CONTEXT

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


@app.command("context")
def told_of(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The service.")],
    file: Annotated[Path | None, typer.Option(help="Markdown that replaces what the record holds.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Empty what the record holds.")] = False,
) -> None:
    """Show or set what triage and agents are told of a service beside its own .arbase/context.md and runbooks."""
    if file is not None and clear:
        raise UserError("give --file or --clear, not both")
    with open_store(settings_of(context)) as store:
        record = store.service(name)
        if record is None:
            known = ", ".join(one.service.name for one in store.services()) or "none"
            raise UserError(f"service {name!r} is not connected; connected are: {known}")
        if file is None and not clear:
            console.print(plain(record.service.context, CONTEXT) or "the record holds no context yet")
            return
        store.set_context(name, "" if file is None else _text_of(file))
    console.print(f"the record of {plain(name)} is {'empty' if clear else 'written'}")


def _text_of(file: Path) -> str:
    """The file's text. Raises UserError that says what is wrong with it."""
    try:
        text = file.read_bytes()[: 4 * CONTEXT + 1].decode("utf-8")
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError:
        raise UserError(f"{file}: is not UTF-8 text") from None
    if len(text) > CONTEXT:
        raise UserError(f"{file}: longer than {CONTEXT:,} characters; keep what matters in an incident")
    if not text.strip():
        raise UserError(f"{file}: is empty; --clear empties the record")
    return text


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
