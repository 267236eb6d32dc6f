"""`python -m arbase.evaluation.seeded.build <service folder> <target> [--bug ID]`: makes the git repository."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from arbase.domain.errors import ArbaseError
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.seeded.history import build_history


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of benchmarks/services.")],
    target: Annotated[Path, typer.Argument(help="New folder for the repository.")],
    bug: Annotated[str, typer.Option(help="Put this bug into the history.")] = "",
) -> None:
    """Build the git repository of a seeded service, with or without a bug."""
    console = Console()
    try:
        service = read_service(folder)
        built = build_history(service, target, service.case(bug) if bug else None)
    except ArbaseError as error:
        Console(stderr=True).print(str(error), style="red", markup=False)
        raise typer.Exit(2) from error
    console.print(f"{built.target}: {len(built.commits)} commits, tip {built.tip[:12]}")
    if built.bug_commit:
        console.print(f"the bug came with {built.bug_commit[:12]}")


if __name__ == "__main__":
    typer.run(main)
