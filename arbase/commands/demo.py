"""`arbase demo`: show it live."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from arbase.commands.console import console, settings_of
from arbase.demo.play import play
from arbase.demo.scenario import DEFAULT_SERVICE
from arbase.demo.screen import Screen

app = typer.Typer()


@app.command(help="Show it live: a real error in a real service becomes a verified fix.")
def demo(
    context: typer.Context,
    keep: Annotated[bool, typer.Option("--keep", help="Leave everything running until Ctrl-C.")] = False,
    bug: Annotated[str | None, typer.Option(help="Another bug of the service's catalogue.")] = None,
    service: Annotated[Path, typer.Option(help="Another seeded service with a demo.yaml.")] = DEFAULT_SERVICE,
) -> None:
    """Ends by itself with exit 0 when a verified fix waits for review."""
    play(service, bug, settings_of(context), Screen(console), keep=keep)
