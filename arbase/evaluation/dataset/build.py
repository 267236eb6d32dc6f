"""Makes the data set: bugs and noise -> really run weeks -> incidents -> files with splits, datasheet and checksums.

Every part is kept in the work folder under the digest of what it was made from. A build that was killed goes on where
it was; a build after a change makes only what the change touches.
"""

from __future__ import annotations

import concurrent.futures
import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from arbase.domain.errors import ArbaseError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.alerts import Incident, incidents_of
from arbase.evaluation.dataset.datasheet import alerts_card
from arbase.evaluation.dataset.facts import BugFacts, clean_tree, curated_facts, workshop_of
from arbase.evaluation.dataset.fixes import fix_cases, write_fixes
from arbase.evaluation.dataset.planted import procedural_facts
from arbase.evaluation.dataset.settings import DatasetSettings
from arbase.evaluation.dataset.splits import alert_keys, alert_text, make_splits
from arbase.evaluation.dataset.streams import Cause, StreamRecord, cause_of_bug, cause_of_noise, play_weeks
from arbase.evaluation.dataset.tables import write_checksums, write_shards
from arbase.evaluation.dataset.work import Work, digest_of, write_whole
from arbase.evaluation.seeded.catalogue import BugCase, SeededService, read_service
from arbase.evaluation.seeded.inside.faults import end_with_parent
from arbase.evaluation.seeded.noise import Workload, read_noise, read_workload
from arbase.sandbox.process import ProcessSandbox

Told = Callable[[str, int, int], None]
_WEEKS_TOGETHER = 1  # more would start fewer processes, and lose more where a build is stopped
_INSIDE = Path(__file__).parents[1] / "seeded" / "inside"
_ALERTS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "service", "stream", "label", "group", "cause", "family", "origin")),
        *((name, pa.string()) for name in ("difficulty", "twin_of")),
        ("looks_like_noise", pa.bool_()),
        *((name, pa.string()) for name in ("title", "culprit", "level")),
        *((name, pa.int64()) for name in ("count", "users")),
        ("times", pa.list_(pa.float64())),
        *((name, pa.list_(pa.string())) for name in ("releases", "environments", "fingerprints", "samples")),
        ("root_cause", pa.string()),
        ("related", pa.list_(pa.string())),
        *((name, pa.string()) for name in ("split", "canary")),
    ]
)


class Prepared(NamedTuple):
    """A service that is ready to be played: its causes, its traffic, its clean tree, and what could not be used."""

    service: SeededService
    causes: tuple[Cause, ...]
    workload: Workload
    tree: Path
    rejected: dict[str, str]


class Unit(NamedTuple):
    """Some weeks of one service, as they are given to a worker."""

    settings: DatasetSettings
    causes: tuple[Cause, ...]
    workload: Workload
    tree: Path
    numbers: tuple[int, ...]
    work: Path


class Streams(Noun):
    """The weeks of a unit, played."""

    records: tuple[StreamRecord, ...]


def prepare(folder: Path, work: Work, limit: int, procedural: int, told: Told) -> Prepared:
    """Read a service and find out the facts of its bugs. A bug that cannot be built is rejected, with the reason."""
    service = read_service(folder)
    families = read_noise(service)
    cases = service.cases[:limit] if limit else service.cases
    families = families[:limit] if limit else families
    sandbox = ProcessSandbox()  # the benchmark's own code, nothing that an engine wrote
    tree = clean_tree(service, work, sandbox)
    causes: list[Cause] = []
    rejected: dict[str, str] = {}
    for number, (case, outcome) in enumerate(_facts(service, cases, work), 1):
        if isinstance(outcome, BugFacts):
            causes.append(cause_of_bug(outcome))
        else:
            rejected[case.bug.id] = str(outcome)[:300]
        told(f"{folder.name}: bugs", number, len(cases))
    planted = procedural_facts(service, min(procedural, limit or procedural), work, sandbox)
    causes += [cause_of_bug(facts) for facts in planted.facts]
    causes += [cause_of_noise(family, folder.name) for family in families]
    ordered = tuple(sorted(causes, key=lambda cause: cause.id))
    return Prepared(service, ordered, read_workload(service), tree, rejected)


def _facts(
    service: SeededService, cases: Sequence[BugCase], work: Work
) -> Iterator[tuple[BugCase, BugFacts | Exception]]:
    """The facts of bugs as they come, or why there are none; two at a time, since git does the work."""
    workshop_of(service, work)
    pool = concurrent.futures.ThreadPoolExecutor(2)
    try:
        futures = {pool.submit(curated_facts, service, case, work): case for case in cases}
        for future in concurrent.futures.as_completed(futures):
            fault = future.exception()
            if fault is not None and not isinstance(fault, ArbaseError | UnicodeDecodeError):
                raise fault
            yield futures[future], fault if isinstance(fault, Exception) else future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # so that Ctrl-C need not wait for all that was not begun


def play_unit(unit: Unit) -> Streams:
    """Play some weeks, or read them from the work folder; called in a process of its own."""
    parts = [cause.model_dump_json(exclude={"noise": {"file"}}) for cause in unit.causes]
    known = unit.settings.model_dump_json(exclude={"services", "target", "splits", "procedural", "weeks"})
    weeks = ",".join(map(str, unit.numbers))
    key = digest_of("weeks-4", known, *parts, unit.workload.model_dump_json(), unit.tree.name, weeks, _INSIDE)
    name = f"weeks-{unit.causes[0].service}-{unit.numbers[0]:02d}"
    play = lambda: Streams(records=play_weeks(*unit[:5], ProcessSandbox()))  # noqa: E731 - done only if it is missing
    return Work(unit.work).model(Streams, name, key, play)


def play_all(units: Sequence[Unit], jobs: int, told: Told) -> list[StreamRecord]:
    """All units, `jobs` at a time. Raises what the first failing one raises."""
    if jobs == 1 or len(units) < 2:
        records: list[StreamRecord] = []
        for number, unit in enumerate(units, 1):
            records += play_unit(unit).records
            told("weeks", number, len(units))
        return records
    # A fresh interpreter for each worker: forking a process that runs threads (the progress bar) may hang.
    fresh = multiprocessing.get_context("spawn")
    # Workers end with this process however it ends, and the stages that they run end with them.
    with concurrent.futures.ProcessPoolExecutor(jobs, mp_context=fresh, initializer=end_with_parent) as pool:
        futures = [pool.submit(play_unit, unit) for unit in units]
        try:
            for number, _ in enumerate(concurrent.futures.as_completed(futures), 1):
                told("weeks", number, len(units))
            return [record for future in futures for record in future.result().records]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def write_alerts(settings: DatasetSettings, found: Sequence[Incident], facts: dict[str, object]) -> None:
    """Write datasets/alerts whole: data, splits, datasheet, checksums."""
    target = settings.target / "alerts"
    shutil.rmtree(target / "data", ignore_errors=True)
    rows = [incident.model_dump(mode="json") for incident in found]
    for split in sorted({row["split"] for row in rows}):
        write_shards(target / "data", split, [row for row in rows if row["split"] == split], _ALERTS)
    splits = make_splits(rows, alert_text, alert_keys)
    write_whole(target / "splits.json", (splits.model_dump_json(indent=1) + "\n").encode())
    write_whole(target / "facts.json", (json.dumps(facts, indent=1, sort_keys=True) + "\n").encode())
    write_whole(target / "README.md", alerts_card(rows, facts).encode())
    write_checksums(target)


def _together(weeks: int) -> Iterator[tuple[int, ...]]:
    """Which weeks are played by one unit: few enough that not much is lost where a build is stopped."""
    for first in range(1, weeks + 1, _WEEKS_TOGETHER):
        yield tuple(range(first, min(first + _WEEKS_TOGETHER, weeks + 1)))


def build_tables(
    settings: DatasetSettings, prepared: Sequence[Prepared], work: Work, jobs: int, told: Told
) -> tuple[Incident, ...]:
    """Play all weeks of all services and write what came of it."""
    units = [
        Unit(settings, one.causes, one.workload, one.tree, numbers, work.folder)
        for numbers in _together(settings.weeks)
        for one in prepared
        if one.causes
    ]
    records = play_all(units, jobs, told)
    causes = {cause.id: cause for one in prepared for cause in one.causes}
    found = incidents_of(settings, records, causes)
    silent: dict[str, list[str]] = {}
    for record in records:
        for cause, reason in record.silent.items():
            silent.setdefault(cause, []).append(f"{record.stream}: {reason}")
    heard = {incident.cause for incident in found}
    rejected = {name: reason for one in prepared for name, reason in one.rejected.items()}
    rejected |= {cause: reasons[0] for cause, reasons in silent.items() if cause not in heard}
    facts: dict[str, object] = {
        "seed": settings.seed,
        "weeks": settings.weeks,
        "start": settings.start.isoformat(),
        "services": sorted(one.service.folder.name for one in prepared),
        "rejected": rejected,
        "silent": {cause: reasons for cause, reasons in silent.items() if cause in heard},
        "outages": {record.stream: record.outages for record in records},
    }
    write_alerts(settings, found, facts)
    bugs = [cause.bug for cause in causes.values() if cause.bug is not None]
    write_fixes(settings, *fix_cases(settings, bugs, found))
    return found
