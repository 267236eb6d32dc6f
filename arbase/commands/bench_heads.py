"""The part of `arbase bench matrix` that compares classifiers."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Mapping
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from arbase.commands.bench_alerts import write_json
from arbase.commands.bench_run import going_on, track
from arbase.commands.console import console, errors, plain
from arbase.evaluation.benchmark import BenchRecord, versions, write_record
from arbase.evaluation.heads import HeadPair, Heads, HeadsRecord, HeadStanding
from arbase.evaluation.matrix import MatrixConfig, features_in, settings_with
from arbase.evaluation.measure import Measure
from arbase.evaluation.runner import CaseRecord, CaseStatus
from arbase.evaluation.tracking import default_uri
from arbase.settings import Settings

SHOWN = ("alert_reduction", "recall", "accuracy", "precision", "calibration_error", "priority_agreement")


def compare_heads(chosen: MatrixConfig, settings: Settings, json: Path | None) -> None:
    """Run the comparison, show it, and keep it as a run for each configuration."""
    configured = {name: settings_with(settings, name, changes) for name, changes in chosen.configurations.items()}
    config = chosen.model_dump(mode="json")
    heads = {name: one.classify for name, one in configured.items()}
    made = Heads(chosen.name, config, features_in(chosen), heads, settings.home)
    columns = (TextColumn("matrix"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task("matrix", total=None)
        with going_on():
            record = made.run(lambda done, count: bar.update(task, completed=done, total=count))
    tree = jsonlib.loads(record.model_dump_json())
    write_json(made.folder / "heads.json", tree)
    show(record)
    console.print(f"record  {made.folder / 'heads.json'}", soft_wrap=True)
    for name, kept in as_runs(record, configured).items():
        folder = made.folder / name
        write_record(folder / "record.json", kept)
        if chosen.track:
            track(kept, folder, chosen.tracking or default_uri(settings.home))
    if json is not None:
        write_json(json, tree)


def as_runs(record: HeadsRecord, configured: Mapping[str, Settings]) -> dict[str, BenchRecord]:
    """Each configuration as a run of its own, for MLflow, reports and notebooks."""
    found = {}
    for one in record.standings:
        result = {"cases": [case.model_dump(mode="json") for case in record.judged[one.name]]}
        cases = [CaseRecord(case="all", status=CaseStatus.DONE, result=result, seconds=0.0)]
        found[one.name] = BenchRecord(
            name=f"{record.name}-{one.name}",
            key=record.key,
            started="",
            seconds=0.0,
            finished=True,
            config=record.config,
            settings=configured[one.name].model_dump(mode="json", include={"classify"}),
            versions=versions(),
            commit=record.commit,
            data={"features": record.data},
            totals=one.totals,
            bars=(),
            suites={"alerts": cases},
        )
    return found


def show(record: HeadsRecord) -> None:
    """The board and the pairs."""
    console.print(_board(record.standings))
    if record.pairs:
        console.print(_pairs(record.pairs))
        console.print(
            f"p by McNemar's exact test, corrected for {len(record.pairs)} comparisons (Holm); "
            "reduction: second - first"
        )


def _board(standings: tuple[HeadStanding, ...]) -> Table:
    table = Table("configuration", *(name.replace("_", " ") for name in SHOWN))
    for one in standings:
        table.add_row(plain(one.name), *(_shown(one.totals[name]) for name in SHOWN))
    return table


def _pairs(pairs: tuple[HeadPair, ...]) -> Table:
    table = Table("first", "second", "right: gained, lost", "p", "raised: gained, lost", "p", "reduction")
    for one in pairs:
        table.add_row(
            plain(one.one),
            plain(one.other),
            f"{one.accuracy.gained}, {one.accuracy.lost} of {one.accuracy.n}",
            f"{one.accuracy_p:.3f}",
            f"{one.recall.gained}, {one.recall.lost} of {one.recall.n}",
            f"{one.recall_p:.3f}",
            _shown(one.reduction),
        )
    return table


def _shown(found: Measure) -> str:
    if not found.n:
        return "-"
    interval = "" if found.low is None or found.high is None else f" \\[{found.low:.3f}, {found.high:.3f}]"
    return f"{found.value:.3f}{interval}"
