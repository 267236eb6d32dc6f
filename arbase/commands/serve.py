"""`arbase serve`: receive events and work on them."""

from __future__ import annotations

import os
from typing import Annotated

import typer
import uvicorn

from arbase.bootstrap.home import dsn, only_worker, open_store
from arbase.bootstrap.pipeline import build_worker
from arbase.commands.console import console, errors, plain, settings_of
from arbase.commands.incident_review import drift_watch
from arbase.domain.errors import UserError
from arbase.domain.progress import Observer, Progress
from arbase.service.app import WorkerThread, create_app
from arbase.service.listen import bound_socket
from arbase.service.notify import Notifier
from arbase.service.pages import LOOPBACK

app = typer.Typer()


def narrate(progress: Progress) -> None:
    """One line for each thing that happens."""
    console.print(
        f"[dim]{progress.incident_id[:8]:8}[/dim] {progress.stage:12} {plain(progress.text, 300)}", soft_wrap=True
    )


@app.command(help="Receive events and work on them.")
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 picks one.")] = None,
    pipeline: Annotated[
        str | None, typer.Option(help="A registered pipeline, for example models:/arbase-pipeline@champion.")
    ] = None,
) -> None:
    """Serve until Ctrl-C."""
    options = {"serve.host": host, "serve.port": None if port is None else str(port), "classify.model": pipeline}
    settings = settings_of(context, **{key: value for key, value in options.items() if value is not None})
    listener = bound_socket(settings.serve.host, settings.serve.port)
    address, number = listener.getsockname()[:2]
    with only_worker(settings), open_store(settings) as store:
        pages = address in LOOPBACK
        observe: Observer = narrate
        if settings.notify.asked:
            page = settings.serve.public_url or (f"http://{address}:{number}" if pages else "")
            observe = Notifier(narrate, settings.notify, page, os.environ)
        worker = build_worker(settings, store, observe)
        thread = WorkerThread(worker, settings.serve.poll_seconds, drift_watch(settings, store, observe))
        web = create_app(store, settings.intake, thread, pages=pages)
        console.print(f"arbase listens on http://{address}:{number}" + ("" if pages else " (intake only, no pages)"))
        records = store.services()
        if not records:
            errors.print("no service is connected yet: arbase service add PATH")
        for record in records:
            console.print(f"  {plain(record.service.name)}: {dsn(settings, record, port=number)}", soft_wrap=True)
        config = uvicorn.Config(web, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        if not server.started:
            raise UserError(f"the service could not start on {address}:{number}; see the message above")
