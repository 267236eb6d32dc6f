"""`arbase bench`: measure the pipeline on seeded cases. Each command is loaded alone: what learns weighs seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import typer

from arbase.commands.lazy import Lazily, LazyGroup


class ConfigOrCommand(LazyGroup):
    """`arbase bench configs/bench/default.yaml` stands for `arbase bench run configs/bench/default.yaml`."""

    lazily: ClassVar[Mapping[str, Lazily]] = {
        name: Lazily(text, f"arbase.commands.bench_{module}", name)
        for name, module, text in (
            ("alerts", "alerts", "The shipped classifier on labelled events of your own, without training on them."),
            ("run", "run", "Run the suites of a configuration; ends with 1 where a bar is not met."),
            ("upload", "run", "Put the record of an earlier run into MLflow."),
            ("matrix", "matrix", "Configurations (engines, models, prompts, classifiers) on the same cases."),
            ("repair", "repair", "Bugs through the whole pipeline, graded by oracles that no engine sees."),
            ("verifier", "verifier", "Right fixes that the verifier lets through, and wrong ones that fool it."),
        )
    }

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; a file in its place is a configuration."""
        if args and args[0] not in self.lazily and args[0].endswith((".yaml", ".yml")):
            args = ["run", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=ConfigOrCommand, no_args_is_help=True, help="Measure the pipeline on seeded cases.")


@app.callback()
def bench() -> None:
    """Measure the pipeline on seeded cases."""
