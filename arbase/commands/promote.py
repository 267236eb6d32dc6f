"""`arbase promote`: the challenger becomes champion, or not."""

from __future__ import annotations

import typer

from arbase.commands.tune import promotion

app = typer.Typer()
app.command()(promotion)
