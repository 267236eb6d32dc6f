"""Groups of commands that import a command when it is called, so that `--help` answers at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True)
class Lazily:
    """Where a command is: a module's `app` (a group), or its function `function` (one command)."""

    help: str
    module: str
    function: str = ""

    def loaded(self) -> Any:
        """The real command, imported now."""
        module = importlib.import_module(self.module)
        if not self.function:
            return typer.main.get_command(module.app)
        alone = typer.Typer()
        alone.command()(getattr(module, self.function))
        return typer.main.get_command(alone)


class LazyGroup(TyperGroup):
    """A group whose commands are `lazily`, by name and in reading order."""

    lazily: ClassVar[Mapping[str, Lazily]]

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in reading order."""
        return list(self.lazily)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the one-line help, enough for the overview."""
        return TyperCommand(cmd_name, help=self.lazily[cmd_name].help) if cmd_name in self.lazily else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command, imported now."""
        name, command, rest = super().resolve_command(ctx, args)
        lazily = self.lazily.get(command.name or "") if command is not None else None
        if lazily is not None:
            command = lazily.loaded()
            command.name = name
        return name, command, rest
