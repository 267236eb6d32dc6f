"""`arbase tune classifier`: build the classifier, or choose its settings first."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from arbase.classify import persist
from arbase.classify.learnt import Champion
from arbase.classify.priority import TITLES
from arbase.commands.console import console, errors, plain, settings_of
from arbase.domain.errors import UserError
from arbase.evaluation.champion import champion, development_data, development_examples, examples_file, learn
from arbase.evaluation.measure import Measure
from arbase.evaluation.tuning import Search, Tuned, tuned
from arbase.settings import Settings

SHOWN = ("alert_reduction", "recall", "accuracy", "precision", "not_discarded")


def classifier(
    context: typer.Context,
    quick: Annotated[bool, typer.Option("--quick", help="Build with the given settings; try no others.")] = False,
    trials: Annotated[int, typer.Option(min=1, help="Settings to try in each study.")] = 30,
    data: Annotated[Path | None, typer.Option(help="File of labelled features; default: the shipped ones.")] = None,
) -> None:
    """Choose the settings by reduction subject to guaranteed recall, nested, and build; --quick only builds."""
    settings = settings_of(context)
    if quick:
        made = champion(settings.classify, settings.home, errors.print)
        if made is None:
            raise UserError("there is nothing to learn from: make it with `arbase tune examples`")
        console.print(f"{made.name}: threshold {made.point.threshold:.3f}")
        _promise(made)
        return
    file = data or examples_file(development_data())
    if not file.is_file():
        raise UserError(f"{file}: not found; make it with `arbase tune examples`")
    examples = development_examples(file)
    given, guarantee = settings.classify.head, settings.classify.guarantee
    search = Search(given=given, guarantee=guarantee, trials=trials, file=settings.home / "tune.db")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        tasks = {}

        def advance(study: str, done: int, total: int) -> None:
            if study not in tasks:
                tasks[study] = bar.add_task(study, total=total)
            bar.update(tasks[study], completed=done)

        found = tuned(examples, search, advance)
    _report(found)
    if found.worse:
        console.print("the chosen settings are worse on incidents that no choice saw; the given ones are kept")
        return
    _keep(settings, file, found)


def _keep(settings: Settings, file: Path, found: Tuned) -> None:
    """Build with what was chosen, in a folder of its own."""
    examples = development_examples(file)
    content = file.read_bytes() + found.chosen.model_dump_json().encode()
    checksum = hashlib.sha256(content).hexdigest()
    folder = settings.home / "tuned" / checksum[:12]
    made = learn(examples, found.chosen, settings.classify.guarantee, f"tuned@{checksum[:8]}")
    persist.save(folder, made, checksum, {"examples": len(examples), "head": found.chosen.model_dump()})
    (folder / "tuning.json").write_bytes(orjson.dumps(found.model_dump(mode="json"), option=orjson.OPT_INDENT_2))
    _promise(made)
    console.print(f"{made.name} in {folder}; use it with --set classify.model={folder}", soft_wrap=True)


def _report(found: Tuned) -> None:
    table = Table("on held-out incidents", "given settings", "chosen settings")
    for name in SHOWN:
        if name in found.before and name in found.after:
            table.add_row(name.replace("_", " "), _shown(found.before[name]), _shown(found.after[name]))
    console.print(table)
    for one in found.comparisons:
        console.print(plain(one))
    chosen = found.chosen.model_dump(mode="json")
    console.print("chosen over everything: " + plain(", ".join(f"{name}={value}" for name, value in chosen.items())))


def _shown(found: Measure) -> str:
    return plain(str(found))


def _promise(made: Champion) -> None:
    """What is promised over all services, and what of each alone, which needs as many labels of its own."""
    point = made.point
    promise = "guaranteed" if point.guaranteed else f"not guaranteed: {point.missing} more actionable labels are needed"
    console.print(
        f"recall {point.recall.hits}/{point.recall.total} on services not seen, at least {point.recall.low:.3f} with "
        f"{point.recall.confidence:.0%} confidence; target {point.target.recall}: {promise}"
    )
    for name, one in made.services.items():
        more = "guaranteed" if one.guaranteed else f"{one.missing} more labels of its own are needed"
        found = f"{one.recall.hits}/{one.recall.total}, at least {one.recall.low:.3f}"
        console.print(f"  {plain(name)}: recall {found}: {more}", soft_wrap=True)
    weights = ", ".join(f"{TITLES.get(name, name)} {weight:.2f}" for name, weight in made.weights.items())
    console.print(f"weights of the priority: {weights}", soft_wrap=True)
