"""`arbase prompt tune`: let an optimizer write a better prompt, measured on seeded cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import engine_of, fault_pipeline, sandbox_for, seat_for
from arbase.commands.console import console, settings_of
from arbase.domain.errors import UserError
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.prompts import tune
from arbase.evaluation.repair import CaseResult, run_case
from arbase.evaluation.seeded.catalogue import read_service
from arbase.model.tuning import Tuning
from arbase.settings import Settings, StoreSettings


def tune_prompts(
    context: typer.Context,
    prompt: Annotated[str, typer.Argument(help="triage, investigate or repair, or NAME@VERSION.")],
    folder: Annotated[Path, typer.Argument(help="Folder of a seeded service.", exists=True, file_okay=False)],
    train: Annotated[list[str], typer.Option(help="Bug to learn from; again for more.")],
    choose: Annotated[list[str], typer.Option(help="Bug that chooses between prompts; again for more.")],
    method: Annotated[str, typer.Option(help="bootstrap, mipro or gepa.")] = "gepa",
    calls: Annotated[int, typer.Option(min=2, help="Plays of a case, at most about.")] = 40,
) -> None:
    """Let an optimizer write a better prompt; what won is kept as a new version."""
    if method not in ("bootstrap", "mipro", "gepa"):
        raise UserError(f"--method {method!r}: choose bootstrap, mipro or gepa")
    settings = settings_of(context)
    if engine_of(settings) == "static":
        raise UserError("the static engine has no prompts; set engine=agent and a key")
    cases = {"train": tuple(train), "chosen_by": tuple(choose)}
    wanted = Tuning.model_validate({"prompt": prompt, "method": method, "calls": calls, **cases})
    plays = 0
    with console.status("tuning") as status:

        def play(bug: str, seat: Any) -> CaseResult:
            nonlocal plays
            plays += 1
            status.update(f"tuning: play {plays} of about {calls}, {bug}")
            return _played(settings, folder, bug, seat)

        done = tune(wanted, seat_for(settings), play, settings.home / "prompts")
    console.print(
        f"right before {done.before}, after {done.after} (the cases that chose; a held-out set tells the truth)"
    )
    console.print(f"kept as {done.kept.label}" if done.kept else "nothing was better; nothing was kept")


def _played(settings: Settings, folder: Path, bug: str, seat: Any) -> CaseResult:
    seeded = read_service(folder)
    return run_case(
        seeded,
        seeded.case(bug),
        sandbox_for(Service(name=folder.name, repository=folder)),
        lambda service: fault_pipeline(settings, service, seat=seat),
        lambda place: open_store(settings.model_copy(update={"home": place, "store": StoreSettings()})),
        unobserved,
    )
