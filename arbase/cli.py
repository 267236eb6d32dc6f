"""The command line: finds the command, loads only what that needs, and turns errors into one sentence.

exit 0  done      exit 1  arbase could not do it      exit 2  the user can fix it      exit 130  interrupted
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from arbase import __version__
from arbase.domain.errors import ArbaseError, UserError

INTERRUPTED = 130
COMMANDS: dict[str, str] = {
    "demo": "Show it live: a real error in a real service becomes a verified fix.",
    "bench": "Measure the pipeline on seeded cases.",
    "replay": "Replay a team's own past and say what would have been raised.",
    "promote": "Make the measured challenger champion, unless it is worse.",
    "tune": "Learn classifiers and choose their settings.",
    "dataset": "Build, validate and show the benchmark's data.",
    "serve": "Receive events and work on them.",
    "service": "Connect monitored services.",
    "incident": "List incidents, show one, explain its grouping, decide about it.",
    "review": "Approve or reject what waits for a human.",
    "model": "Play the language model, from a script or by hand.",
    "prompt": "Show prompts and what changed between their versions.",
    "doctor": "Say what is present, what is missing and how to get it.",
}
"""Name and one line each; a command's module is imported only when it is run, so that `--help` answers at once."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in reading order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the one-line help, enough for the overview."""
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command, imported now."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and command.name in COMMANDS:
            module = importlib.import_module(f"arbase.commands.{command.name}")
            command = typer.main.get_command(module.app)
            command.name = name
        return name, command, rest


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


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
