"""`arbase bench matrix`: configurations on the same cases, and which of them is better."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from arbase.commands.bench_alerts import write_json
from arbase.commands.bench_heads import compare_heads
from arbase.commands.bench_run import going_on, track
from arbase.commands.calibrated import keep_confidence
from arbase.commands.cases import measure_outside, outside_cases
from arbase.commands.console import console, errors, plain, settings_of
from arbase.commands.seeded import measure
from arbase.domain.errors import UserError
from arbase.domain.progress import unobserved
from arbase.evaluation.benchmark import BenchRecord, versions, write_record
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.leaderboard import Leaderboard, Pair, Standing
from arbase.evaluation.matrix import Matrix, MatrixRecord, Payload, read_matrix
from arbase.evaluation.measure import Measure
from arbase.evaluation.repair import CaseResult
from arbase.evaluation.runner import CaseRecord, CaseStatus
from arbase.evaluation.tracking import default_uri
from arbase.settings import Settings

RECORD = "matrix.json"


def measure_with(settings: Settings, payload: Payload) -> CaseResult:
    """One case with one configuration; called in a process of its own."""
    if isinstance(payload, OutsideCase):
        return measure_outside(settings, payload, unobserved)
    folder, bug = payload
    return measure(settings, Path(folder), bug, unobserved)


def matrix(
    context: typer.Context,
    config: Annotated[Path, typer.Argument(help="YAML file, for example configs/bench/matrix.yaml.")],
    json: Annotated[Path | None, typer.Option("--json", help="Write board, pairs and cases to this file.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many seeded bugs, or incidents of each service.")] = None,
) -> None:
    """Configurations (engines, models, prompts, classifiers) on the same cases; ends with 1 if a budget stopped it."""
    chosen = read_matrix(config)
    if limit is not None:
        part = chosen.alerts and chosen.alerts.model_copy(update={"limit": limit})
        chosen = chosen.model_copy(update={"limit": limit, "alerts": part})
    settings = settings_of(context)
    if chosen.alerts is not None:
        compare_heads(chosen, settings, json)
        return
    made = Matrix(chosen, settings, measure_with, outside_cases)
    if not made.cases:
        raise UserError(f"{config}: names no case")
    columns = (TextColumn("matrix"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("matrix", total=None)
        with going_on():
            record = made.run(lambda done, count: bar.update(task, completed=done, total=count))
    made.folder.mkdir(parents=True, exist_ok=True)
    write_json(made.folder / RECORD, record.model_dump(mode="json"))
    show(record)
    console.print(f"record  {made.folder / RECORD}", soft_wrap=True)
    for one in record.board.standings:
        kept = as_run(record, one, made.configurations[one.name])
        folder = made.folder / one.name
        write_record(folder / "record.json", kept)
        keep_confidence(list(record.results[one.name].values()), made.configurations[one.name])
        if chosen.track:
            track(kept, folder, chosen.tracking or default_uri(settings.home))
    if json is not None:
        write_json(json, record.model_dump(mode="json"))
    if record.stopped:
        errors.print(f"stopped: {plain(record.stopped)}; raise `budget` and run it again, finished cases are kept")
        raise typer.Exit(1)


def as_run(record: MatrixRecord, standing: Standing, settings: Settings) -> BenchRecord:
    """One configuration as a run of its own, for MLflow, reports and notebooks."""
    cases = [
        CaseRecord(case=name, status=CaseStatus.DONE, result=result.model_dump(mode="json"), seconds=result.seconds)
        for name, result in record.results[standing.name].items()
    ]
    return BenchRecord(
        name=f"{record.name}-{standing.name}",
        key=record.key,
        started="",
        seconds=round(sum(result.seconds for result in record.results[standing.name].values()), 2),
        finished=not standing.not_begun,
        config=record.config,
        settings=settings.model_dump(mode="json", include={"classify", "engine", "model", "verify"}),
        versions=versions(),
        commit=record.commit,
        data={},
        totals=standing.totals,
        bars=(),
        suites={"repair": cases},
    )


def show(record: MatrixRecord) -> None:
    """The board and the pairs."""
    console.print(_board(record.board))
    if record.board.pairs:
        console.print(_pairs(record.board.pairs))
        count = len(record.board.pairs)
        console.print(
            f"p by McNemar's exact test, corrected for {count} comparisons (Holm); differences: second - first"
        )
    if record.spent.tokens:
        cost = "price unknown" if record.spent.cost is None else f"{record.spent.cost:.4f} by the price file"
        console.print(f"spent {record.spent.tokens:,} tokens, {cost}")


def _board(board: Leaderboard) -> Table:
    names = ("fix_success", "wrong_verified", "declined", "failed", "localized_top1", "seconds_p50", "tokens_per_case")
    costs = ("cost a case", "tokens a verified fix", "cost a verified fix")
    table = Table("configuration", "cases", *(name.replace("_", " ") for name in names), *costs)
    for one in board.standings:
        cost, tokens, price = (
            one.totals[name] for name in ("cost_per_case", "tokens_per_verified", "cost_per_verified")
        )
        table.add_row(
            plain(one.name),
            f"{one.totals['fix_success'].n}" + (f" (+{one.not_begun} not begun)" if one.not_begun else ""),
            *(_shown(one.totals[name]) for name in names),
            _shown(cost, 4) if cost.n else "unknown",
            _shown(tokens, 0),
            _shown(price, 4),
        )
    return table


def _pairs(pairs: tuple[Pair, ...]) -> Table:
    table = Table("first", "second", "cases", "gained", "lost", "right", "p", "corrected", "seconds", "tokens")
    for one in pairs:
        mark = "[bold]" if one.told_apart else ""
        table.add_row(
            plain(one.one),
            plain(one.other),
            str(one.n),
            str(one.gained),
            str(one.lost),
            _shown(one.right),
            f"{one.p:.3f}",
            f"{mark}{one.corrected:.3f}",
            _shown(one.seconds),
            _shown(one.tokens, 0),
        )
    return table


def _shown(found: Measure, digits: int = 2) -> str:
    if not found.n:
        return "-"
    interval = (
        "" if found.low is None or found.high is None else f" \\[{found.low:.{digits}f}, {found.high:.{digits}f}]"
    )
    return f"{found.value:.{digits}f}{interval}"
