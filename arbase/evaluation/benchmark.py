"""One benchmark run: its suites through the runner, totals, bars, and the record that is kept whatever happens."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson

import arbase
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.score import calibration_bins
from arbase.evaluation.champion import development_data, examples_file
from arbase.evaluation.config import AlertsPart, Bar, BenchConfig, bars_of
from arbase.evaluation.measure import Measure
from arbase.evaluation.repair import CaseResult
from arbase.evaluation.runner import Build, Case, CaseRecord, CaseStatus, Journal, run_suite
from arbase.evaluation.suites.folds import FoldsSuite, judged_in
from arbase.evaluation.suites.grouping import GroupingSuite
from arbase.evaluation.suites.repair import LocalizeSuite, Measured, RepairSuite, results_of
from arbase.settings import Settings

RECORD = "record.json"
TOTALS = (
    "alert_reduction",
    "recall",
    "accuracy",
    "precision",
    "priority_agreement",
    "calibration_error",
    "grouping_f1",
    "localized_top1",
    "localized_top3",
    "fix_success",
    "wrong_verified",
    "declined",
    "seconds_p50",
    "repair_seconds_p50",
    "cost_per_case",
    "confidence_error",
)
EXTRA = (
    "localize_seconds_p50",
    "not_discarded",
    "noise_share",
    "reproduced",
    "end_to_end_raised",
    "end_to_end_fixed",
    "repair_infrastructure",
    "tokens_per_case",
    "tokens_per_verified",
    "cost_per_verified",
)
"""Totals that a suite brings beside those of the table."""
Tell = Callable[[str, int, int], None]
"""Told of progress: suite, done, all."""


class BenchRecord(Noun):
    """Everything of a run: how it was made, what came out, and each case."""

    name: str
    key: str
    started: str
    seconds: float
    finished: bool
    config: dict[str, Any]
    settings: dict[str, Any]
    versions: dict[str, str]
    commit: str
    data: dict[str, str]
    totals: dict[str, Measure]
    bars: tuple[Bar, ...]
    suites: dict[str, list[CaseRecord]]
    error: str = ""

    @property
    def passed(self) -> bool:
        """Whether every bar is met."""
        return all(bar.met for bar in self.bars)


class Replay(Noun):
    """One case run again; `before` is what the journal has of it, None where it has nothing."""

    suite: str
    now: CaseRecord
    before: CaseRecord | None

    @property
    def same(self) -> bool | None:
        """Whether it came out as before, times apart; None where there is nothing to compare with."""
        if self.before is None:
            return None
        return bool(_timeless(self.now.result) == _timeless(self.before.result))


class Benchmark:
    """A configured benchmark in a folder of its own, so that a killed run goes on there."""

    def __init__(self, config: BenchConfig, settings: Settings, measure: Mapping[str, Measured], home: Path) -> None:
        """`measure` runs a seeded bug, by suite: `localize` and `repair`."""
        self.config = config
        self._settings = settings
        self._measure = measure
        self._data = checksums(config)
        known = {name: Measure(value=0.0, n=0) for name in (*TOTALS, *EXTRA)}
        bars_of(config.require, known)  # a typing mistake is told before anything runs
        self.key = self._key()
        self.folder = home / "bench" / f"{config.name}-{self.key[:12]}"

    def run(self, tell: Tell) -> BenchRecord:
        """Run what is not finished yet and keep the record, also of a run that fails or is interrupted."""
        started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
        suites: dict[str, list[CaseRecord]] = {}
        totals: dict[str, Measure] = {name: Measure(value=0.0, n=0) for name in TOTALS}
        error, finished = "", False
        try:
            for name, build, batch in self._suites():
                suite = build()
                cases = list(suite.cases())
                records = self._suite(name, build, cases, batch, tell)
                suites[name] = records
                totals |= suite.totals(records)
            finished = True
        except BaseException as problem:
            error = f"{type(problem).__name__}: {problem}"
            raise
        finally:
            bars = bars_of(self.config.require, totals) if finished else ()
            record = self._record(started, time.monotonic() - clock, finished, totals, suites)
            record = record.model_copy(update={"bars": bars, "error": error[:500]})
            self._keep(record)
        return record

    def _suite(self, name: str, build: Build, cases: list[Case], batch: int, tell: Tell) -> list[CaseRecord]:
        done = 0
        tell(name, 0, len(cases))

        def finished(record: CaseRecord) -> None:
            nonlocal done
            done += 1
            tell(name, done, len(cases))

        journal = Journal(self.folder / f"{name}.jsonl", self.key)
        return run_suite(build, cases, journal=journal, jobs=self.config.jobs, batch=batch, finished=finished)

    def _suites(self) -> list[tuple[str, Build, int]]:
        config, classify = self.config, self._settings.classify
        found: list[tuple[str, Build, int]] = []
        if config.alerts:
            file = features_file(config.alerts)
            found.append(
                (
                    "alerts",
                    partial(FoldsSuite, file, classify.head, classify.guarantee, config.alerts.limit, config.seed),
                    1,
                )
            )
        if config.grouping:
            found.append(("grouping", partial(GroupingSuite, Path(config.grouping.data)), 1))
        seeded = (("localize", config.localize, LocalizeSuite), ("repair", config.repair, RepairSuite))
        for name, part, suite in seeded:
            if part:
                folders = [Path(place) for place in part.services]
                until = time.time() + part.seconds
                found.append((name, partial(suite, self._measure[name], folders, part.limit, config.seed, until), 1))
        return found

    def replay(self, case_id: str) -> list[Replay]:
        """Run one case again, beside what the record has of it; nothing is kept. Raises UserError for an unknown id.

        `case_id` is that of a case or of an incident in a fold; a case of several suites is run in each.
        """
        found = []
        for name, build, _ in self._suites():
            for case in build().cases():
                if case_id not in (case.id, *self._inside(name, case.id)):
                    continue
                (record,) = run_suite(build, [case], jobs=1)
                before = self._finished(name).get(case.id)
                found.append(Replay(suite=name, now=_only(record, case_id), before=before and _only(before, case_id)))
        if not found:
            raise UserError(f"no suite of {self.config.name} has a case {case_id!r}; the record names them")
        return found

    def _inside(self, name: str, case: str) -> tuple[str, ...]:
        """The incidents that a finished fold judged."""
        if name != "alerts":
            return ()
        record = self._finished(name).get(case)
        return tuple(str(one["id"]) for one in record.result["cases"]) if record else ()

    def _finished(self, name: str) -> dict[str, CaseRecord]:
        return Journal(self.folder / f"{name}.jsonl", self.key).finished()

    def _key(self) -> str:
        parts = [
            self.config.model_dump_json(exclude={"require", "tracking", "track", "jobs"}),
            self._settings.model_dump_json(include={"classify", "engine", "model", "verify"}),
            arbase.__version__,
            commit(),
            orjson.dumps(self._data, option=orjson.OPT_SORT_KEYS).decode(),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _record(
        self,
        started: str,
        seconds: float,
        finished: bool,
        totals: Mapping[str, Measure],
        suites: Mapping[str, list[CaseRecord]],
    ) -> BenchRecord:
        return BenchRecord(
            name=self.config.name,
            key=self.key,
            started=started,
            seconds=round(seconds, 2),
            finished=finished,
            config=self.config.model_dump(mode="json"),
            settings=self._settings.model_dump(mode="json", include={"classify", "engine", "model", "verify"}),
            versions=versions(),
            commit=commit(),
            data=self._data,
            totals=dict(totals),
            bars=(),
            suites=dict(suites),
        )

    def _keep(self, record: BenchRecord) -> None:
        write_record(self.folder / RECORD, record)


def write_record(file: Path, record: BenchRecord) -> None:
    """Write the record whole. Raises UserError where the disk refuses."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial_file = file.with_name(f".{file.name}.partial")
        partial_file.write_bytes(orjson.dumps(record.model_dump(mode="json"), option=orjson.OPT_INDENT_2))
        partial_file.replace(file)
    except OSError as error:
        raise UserError(f"{file}: cannot be written ({error.strerror}); the finished cases are kept") from error


def read_record(folder: Path) -> BenchRecord:
    """The record of a run. Raises UserError."""
    file = folder / RECORD if folder.is_dir() else folder
    try:
        return BenchRecord.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); give the folder of a run") from error
    except ValueError as error:
        raise UserError(f"{file}: not a run's record ({' '.join(str(error).split())[:120]})") from None


def features_file(part: AlertsPart | None) -> Path:
    """The file of labelled features. Raises UserError if it is not there."""
    given = part.features if part else ""
    file = Path(given) if given else examples_file(development_data())
    if not file.is_file():
        raise UserError(f"{file}: not found; make it with `arbase tune examples`")
    return file


def checksums(config: BenchConfig) -> dict[str, str]:
    """SHA-256 of the data that the benchmark reads. Raises UserError for data that is missing."""
    found: dict[str, str] = {}
    if config.alerts:
        file = features_file(config.alerts)
        found[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    if config.grouping:
        place = Path(config.grouping.data)
        if not place.exists():
            raise UserError(f"{place}: not found; make it with `arbase dataset build`")
        files = sorted(path for path in place.rglob("*.parquet")) if place.is_dir() else [place]
        _compare_with_list(place)
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.read_bytes())
        found[str(place)] = digest.hexdigest()
    seeded = [text for part in (config.localize, config.repair) if part for text in part.services]
    for place in map(Path, seeded):
        if not (place / "bugs").is_dir():
            raise UserError(f"{place}: not a seeded service; give its folder (benchmarks/README.md)")
    return found


def _compare_with_list(place: Path) -> None:
    """Raises UserError where a file differs from the checksum that the data set ships for it."""
    listed = place / "SHA256SUMS"
    if not listed.is_file():
        return
    for line in listed.read_text().splitlines():
        digest, _, name = line.partition("  ")
        file = place / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise UserError(
                f"{file}: its checksum differs from the one in {listed}; make the data anew with `arbase dataset build`"
            )


def _only(record: CaseRecord, case_id: str) -> CaseRecord:
    """Of a fold, the one incident that was asked for."""
    if record.case == case_id:
        return record
    cases = [one for one in record.result.get("cases", ()) if one["id"] == case_id]
    return record.model_copy(update={"result": {**record.result, "cases": cases}})


def _timeless(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _timeless(value) for key, value in tree.items() if not key.endswith("seconds")}
    return [_timeless(value) for value in tree] if isinstance(tree, list) else tree


def versions() -> dict[str, str]:
    """Of what the numbers may depend on."""
    found = {"arbase": arbase.__version__, "python": platform.python_version()}
    for name in ("scikit-learn", "numpy", "scipy", "mlflow", "mapie", "pydantic"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def commit() -> str:
    """The commit of arbase itself, with a mark where files are changed; empty outside of a repository."""
    root = Path(arbase.__file__).resolve().parents[1]
    if not (root / ".git").exists():
        return ""
    answers = []
    for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"]):
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        answers.append(done.stdout.strip())
    return answers[0] + ("+changed" if answers[1] else "")


def repairs(record: BenchRecord) -> list[CaseResult]:
    """The bugs of a run."""
    return results_of(record.suites.get("repair", []))


def localized(record: BenchRecord) -> list[CaseResult]:
    """The bugs that were taken up to their diagnosis only."""
    return results_of(record.suites.get("localize", []))


def calibration(record: BenchRecord) -> list[tuple[float, float, int]]:
    """The bins of the run's held-out probabilities."""
    return calibration_bins(judged_in(record.suites.get("alerts", [])))


def infrastructure(record: BenchRecord) -> int:
    """How many cases could not be measured."""
    return sum(one.status is CaseStatus.INFRASTRUCTURE for records in record.suites.values() for one in records)
