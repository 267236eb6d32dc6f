"""The command line: finds the command, loads only what that needs, and turns errors into one sentence.

exit 0  done      exit 1  arbase could not do it      exit 2  the user can fix it      exit 130  interrupted
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from arbase import __version__
from arbase.commands.lazy import Lazily, LazyGroup
from arbase.domain.errors import ArbaseError, UserError

INTERRUPTED = 130


class Commands(LazyGroup):
    """All commands, with one line each."""

    lazily: ClassVar[Mapping[str, Lazily]] = {
        name: Lazily(text, f"arbase.commands.{name}")
        for name, text in (
            ("demo", "Show it live: a real error in a real service becomes a verified fix."),
            ("bench", "Measure the pipeline on seeded cases."),
            ("replay", "Replay a team's own past and say what would have been raised."),
            ("promote", "Make the measured challenger champion, unless it is worse."),
            ("tune", "Learn classifiers and choose their settings."),
            ("dataset", "Build, validate and show the benchmark's data."),
            ("serve", "Receive events and work on them."),
            ("service", "Connect monitored services."),
            ("incident", "List incidents, show one, explain its grouping, decide about it."),
            ("review", "Approve or reject what waits for a human."),
            ("model", "Play the language model, from a script or by hand."),
            ("prompt", "Show prompts and what changed between their versions."),
            ("doctor", "Say what is present, what is missing and how to get it."),
        )
    }


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"arbase {__version__}")
        raise typer.Exit


@app.callback(help="From a production error to a verified fix that waits for a human's review.")
def root(
    ctx: typer.Context,
    config: Annotated[Path | None, typer.Option("--config", "-c", help="YAML file with settings.")] = None,
    override: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Override a setting, e.g. serve.port=9000.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    """Keep the choice of settings for the command."""
    ctx.obj = (config, tuple(override or ()))


def main() -> None:
    """The entry point."""
    try:
        app()
    except UserError as error:
        typer.echo(f"arbase: {error}", err=True)
        sys.exit(2)
    except ArbaseError as error:
        typer.echo(f"arbase: {error}", err=True)
        sys.exit(1)
    except SystemExit as end:
        # Ctrl-C: typer ends with 130 and an empty line.
        if end.code == INTERRUPTED:
            typer.echo("arbase: interrupted", err=True)
        raise
