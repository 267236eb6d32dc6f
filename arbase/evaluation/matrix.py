"""A matrix: configurations (engines, models, prompts) on the same cases, resumable, within a budget.

Cases go round: every configuration takes the first case before one takes the second, so that a run that stops early has
measured all of them on the same ones. Before a case is begun the purse is looked into; what is spent is written down at
once, so that a run that was killed and goes on keeps to the same cap. A cap can be overrun by the cases in flight, each
of which has its own limit in `model.budget.incident`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field

from arbase.domain.errors import ConfigError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.benchmark import commit, features_file
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.config import AlertsPart
from arbase.evaluation.leaderboard import Leaderboard, leaderboard
from arbase.evaluation.measure import Measure
from arbase.evaluation.repair import CaseResult
from arbase.evaluation.runner import Case, CaseRecord, CaseStatus, Journal, NotBegun, Suite, run_suite
from arbase.evaluation.spending import Spent, total
from arbase.evaluation.suites.repair import RepairSuite, results_of
from arbase.settings import Settings, read_yaml, validated

Payload = tuple[str, str] | OutsideCase
"""A seeded service's folder and the bug's, or a case from outside."""
MeasureWith = Callable[[Settings, Payload], CaseResult]
ReadCases = Callable[[Path], Sequence[OutsideCase]]
OVER = "not begun: the budget of the matrix is used up"
NO_PRICE = "not begun: a model has no price, so the cap in currency cannot be kept; give budget.tokens instead"


class MatrixBudget(Noun):
    """Caps over the whole run; left out: none."""

    currency: float | None = Field(default=None, ge=0, description="No case is begun once so much is spent.")
    tokens: int | None = Field(default=None, ge=0, description="No case is begun once so many tokens are used.")


class MatrixConfig(Noun):
    """What is compared, on what."""

    name: str = Field(default="matrix", pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$", description="Name of the run.")
    seed: int = Field(default=7, description="Seed of the sample of cases.")
    jobs: int = Field(default=1, ge=1, le=64, description="Cases at one time.")
    alerts: AlertsPart | None = Field(
        default=None, description="Compare classifiers on held-out services, and nothing else."
    )
    services: tuple[str, ...] = Field(default=(), description="Folders of seeded services.")
    limit: int | None = Field(default=None, ge=1, description="So many seeded bugs, shares of difficulty kept.")
    cases: str = Field(default="", description="Folder of cases from outside, or a SWE-bench file.")
    configurations: dict[str, dict[str, Any]] = Field(
        min_length=1, description="Settings that differ, by the configuration's name."
    )
    budget: MatrixBudget = Field(default_factory=MatrixBudget, description="Caps over the whole run.")
    tracking: str = Field(default="", description="MLflow tracking URI; empty: SQLite in `home`.")
    track: bool = Field(default=False, description="Whether each configuration becomes a run in MLflow.")


class MatrixRecord(Noun):
    """What came out: the board, each configuration's results by case, and how the run ended."""

    name: str
    key: str
    config: dict[str, Any]
    commit: str
    cases: tuple[str, ...]
    board: Leaderboard
    results: dict[str, dict[str, CaseResult]]
    spent: Spent
    stopped: str = ""


def read_matrix(file: Path) -> MatrixConfig:
    """The matrix of `file`. Raises ConfigError for an unknown key (naming the nearest) or a bad value."""
    if not file.is_file():
        raise ConfigError(f"{file}: not found; configs/bench/matrix.yaml is one")
    config = validated(MatrixConfig, read_yaml(file), str(file))
    if config.alerts is not None and (config.services or config.cases):
        raise ConfigError(f"{file}: `alerts` compares classifiers, `services` and `cases` engines; give each a file")
    if config.alerts is None and not config.services and not config.cases:
        raise ConfigError(f"{file}: measures nothing; give `alerts`, `services` or `cases`")
    return config


def features_in(config: MatrixConfig) -> Path:
    """The file of labelled features that classifiers are compared on. Raises UserError if it is not there."""
    return features_file(config.alerts)


def settings_with(base: Settings, name: str, changes: Mapping[str, Any]) -> Settings:
    """`base` with a configuration's changes (nested or dotted keys). Raises ConfigError."""
    tree = base.model_dump(mode="json", exclude_unset=True)
    for key, value in changes.items():
        target = tree
        *groups, last = key.split(".")
        for group in groups:
            target = target.setdefault(group, {})
        target[last] = _merged(target.get(last), value)
    return validated(Settings, tree, f"configuration {name!r}")


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value) for key, value in new.items()}}
    return new


class Purse:
    """What a run has spent, in a file that all of its processes append to."""

    def __init__(self, file: Path, budget: MatrixBudget) -> None:
        self._file = file
        self._budget = budget

    def spend(self, spent: Spent) -> None:
        """Write down at once what a case used."""
        if not spent.tokens:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, spent.model_dump_json().encode() + b"\n")
        finally:
            os.close(handle)

    def spent(self) -> Spent:
        """The sum so far; a torn line of a killed process is left out."""
        found = []
        for line in self._file.read_text().splitlines() if self._file.exists() else ():
            try:
                found.append(Spent.model_validate(json.loads(line)))
            except ValueError:
                continue
        return total(found)

    def problem(self) -> str:
        """Why no further case may be begun; empty if one may."""
        spent, budget = self.spent(), self._budget
        if budget.tokens is not None and spent.tokens >= budget.tokens:
            return OVER
        if budget.currency is None:
            return ""
        if spent.cost is None:
            return NO_PRICE
        return OVER if spent.tokens and spent.cost >= budget.currency else ""


class MatrixSuite(Suite):
    """One case is one case of one configuration."""

    name = "matrix"

    def __init__(self, configurations: Mapping[str, Settings], measure: MeasureWith, purse: Purse) -> None:
        self._configurations = configurations
        self._measure = measure
        self._purse = purse

    def cases(self) -> Sequence[Case]:
        """None of its own; the matrix names them."""
        return ()

    def run(self, case: Case) -> dict[str, Any]:
        """The result of the case, unless the budget is used up."""
        name, payload = case.payload
        settings = self._configurations[name]
        if problem := self._purse.problem() if settings.engine != "static" else "":
            raise NotBegun(problem)
        result = self._measure(settings, payload)
        self._purse.spend(result.spent)
        return result.model_dump(mode="json")

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """None here; the board is over configurations."""
        return {}


class Matrix:
    """A configured matrix in a folder of its own, so that a killed or stopped run goes on there."""

    def __init__(self, config: MatrixConfig, settings: Settings, measure: MeasureWith, read_cases: ReadCases) -> None:
        self.config = config
        self._measure = measure
        self.configurations = {
            name: settings_with(settings, name, changes) for name, changes in config.configurations.items()
        }
        self.cases = self._cases(read_cases)
        self.key = self._key()
        self.folder = settings.home / "bench" / f"{config.name}-{self.key[:12]}"
        self._purse = Purse(self.folder / "spent.jsonl", config.budget)

    def run(self, tell: Callable[[int, int], None]) -> MatrixRecord:
        """Run what is not finished yet; cases that the budget left are begun when it is raised."""
        turns = [
            Case(f"{name}/{case}", (name, payload)) for case, payload in self.cases for name in self.configurations
        ]
        done = 0
        tell(0, len(turns))

        def finished(record: CaseRecord) -> None:
            nonlocal done
            done += 1
            tell(done, len(turns))

        build = partial(MatrixSuite, self.configurations, self._measure, self._purse)
        journal = Journal(self.folder / "matrix.jsonl", self.key)
        records = run_suite(build, turns, journal=journal, jobs=self.config.jobs, finished=finished)
        results: dict[str, dict[str, CaseResult]] = {name: {} for name in self.configurations}
        for turn, record in zip(turns, records, strict=True):
            for result in results_of([record]):
                results[turn.payload[0]][turn.id.partition("/")[2]] = result
        stopped = next((record.error for record in records if record.status is CaseStatus.NOT_BEGUN), "")
        return MatrixRecord(
            name=self.config.name,
            key=self.key,
            config=self.config.model_dump(mode="json"),
            commit=commit(),
            cases=tuple(case for case, _ in self.cases),
            board=leaderboard(results, len(self.cases)),
            results=results,
            spent=self._purse.spent(),
            stopped=stopped,
        )

    def _cases(self, read_cases: ReadCases) -> list[tuple[str, Payload]]:
        found: list[tuple[str, Payload]] = []
        for place in map(Path, self.config.services):
            if not (place / "bugs").is_dir():
                raise UserError(f"{place}: not a seeded service; give its folder (benchmarks/README.md)")
        if self.config.services:
            folders = [Path(place) for place in self.config.services]
            suite = RepairSuite(_unmeasured, folders, self.config.limit, self.config.seed)
            found += [(case.id, case.payload) for case in suite.cases()]
        if self.config.cases:
            place = Path(self.config.cases)
            if not place.exists():
                raise UserError(f"{place}: not found; give a folder of cases or a SWE-bench file")
            found += [(case.id, case) for case in read_cases(place)]
        names = [name for name, _ in found]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise UserError(f"two cases have the id {twice!r}; give each its own")
        return found

    def _key(self) -> str:
        """Of what the results depend on; a higher budget goes on with the same run."""
        parts = [
            self.config.model_dump_json(exclude={"budget", "jobs", "track", "tracking"}),
            *(one.model_dump_json(exclude={"home", "store", "serve"}) for one in self.configurations.values()),
            *(name for name, _ in self.cases),
            commit(),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _unmeasured(folder: Path, bug: str) -> CaseResult:
    """Only the names of the cases are asked of that suite."""
    raise NotBegun(f"{folder}: {bug} is run by the matrix")
