"""`arbase prompt`: show prompts and what changed between their versions."""

from __future__ import annotations

import difflib
import json
from typing import Annotated

import typer
from rich.table import Table

from arbase.commands.console import console, plain, settings_of
from arbase.commands.tune_prompts import tune_prompts
from arbase.model.prompts import Prompt, Prompts

app = typer.Typer(no_args_is_help=True, help="Show prompts and what changed between their versions.")
app.command("tune")(tune_prompts)
Label = Annotated[str, typer.Argument(help="NAME@VERSION, or NAME for the newest.")]


def _prompts(context: typer.Context) -> Prompts:
    return Prompts(settings_of(context).home / "prompts")


@app.command("list")
def list_prompts(context: typer.Context) -> None:
    """Every version, why it was made, and how it did."""
    table = Table("prompt", "made", "why", "record")
    for one in _prompts(context).all():
        table.add_row(one.label, plain(one.made), plain(one.why), plain(json.dumps(one.record)) if one.record else "-")
    console.print(table)


@app.command()
def show(context: typer.Context, label: Label) -> None:
    """The instructions and demonstrations that the model gets."""
    console.print(plain(_text(_prompts(context).get(label)), 1_000_000), soft_wrap=True)


@app.command()
def diff(context: typer.Context, older: Label, newer: Label) -> None:
    """What changed from one version to another."""
    prompts = _prompts(context)
    first, second = prompts.get(older), prompts.get(newer)
    lines = difflib.unified_diff(
        _text(first).splitlines(), _text(second).splitlines(), first.label, second.label, lineterm=""
    )
    console.print(plain("\n".join(lines) or "no difference", 1_000_000), soft_wrap=True)


def _text(prompt: Prompt) -> str:
    demos = [json.dumps(demo, ensure_ascii=False, indent=1) for demo in prompt.demos]
    return "\n".join([prompt.instructions, *demos])
