"""Runs a suite's cases in processes: resumable after kill -9, over a fixed denominator, infrastructure apart.

A finished case is one line of a journal that is flushed before the next result is taken, so that a killed run repeats
at most what was in flight. A case during which its process died is tried once more alone; then it counts as
infrastructure, never as wrong.
"""

from __future__ import annotations

import concurrent.futures
import json
import multiprocessing
import os
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from enum import StrEnum
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.measure import Measure


class Case(NamedTuple):
    """A case: its id within the suite, and what its process needs (pickled)."""

    id: str
    payload: Any = None


class CaseStatus(StrEnum):
    """Whether a case was measured; what it was measured to be stands in the result."""

    DONE = "done"
    INFRASTRUCTURE = "infrastructure"
    NOT_BEGUN = "not begun"


class NotBegun(ArbaseError):
    """Raised by a suite for a case that it leaves for the next start, for example when its time is over."""


class CaseRecord(Noun):
    """One line of the journal. `seconds` is the wall time of the case alone."""

    case: str
    status: CaseStatus
    result: dict[str, Any]
    seconds: float
    error: str = ""


class Suite(ABC):
    """A kind of measurement. One object lives in each process; `run` must not depend on what ran before."""

    name: str
    batch: int = 1
    """Cases that are handed to a process at one time; more than one pays for cases of milliseconds only."""

    @abstractmethod
    def cases(self) -> Sequence[Case]:
        """All cases in a fixed order: the denominator."""

    @abstractmethod
    def run(self, case: Case) -> dict[str, Any]:
        """Measure one case; a tree of JSON. An error raised here is infrastructure, not a wrong answer."""

    @abstractmethod
    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """The totals over all records."""

    def close(self) -> None:  # noqa: B027 - most suites hold nothing; those that do override it
        """Give back what was opened."""


Build = Callable[[], Suite]
Finished = Callable[[CaseRecord], None]
_held: list[Suite] = []
"""The suite of a worker process."""
_unbuilt: list[Exception] = []
"""Why a worker process has none."""


class Journal:
    """The finished cases of one run. Raises UserError where the disk refuses or the journal is another run's."""

    def __init__(self, file: Path, key: str) -> None:
        self.file = file
        self._key = key

    def finished(self) -> dict[str, CaseRecord]:
        """What an earlier start finished; a torn last line and infrastructure failures are run again."""
        found: dict[str, CaseRecord] = {}
        try:
            lines = self.file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return found
        except OSError as error:
            raise UserError(f"{self.file}: cannot be read ({error.strerror})") from error
        try:
            head = json.loads(lines[0] or b"{}")
        except ValueError:
            head = {}
        if lines[0] and head.get("key") != self._key:
            raise UserError(f"{self.file}: belongs to another run; remove it or give another folder")
        for line in lines[1:]:
            try:
                record = CaseRecord.model_validate_json(line)
            except ValueError:
                continue
            if record.status is CaseStatus.DONE:
                found[record.case] = record
        return found

    @contextmanager
    def appending(self) -> Iterator[Finished]:
        """Gives the function that writes a record."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered: a full disk must show at the write that failed, not again when the file is closed.
            stream = self.file.open("ab", buffering=0)
        except OSError as error:
            raise self._refused(error) from error
        with stream as opened:
            # A torn line of a killed run must not swallow the next one.
            start = b"\n" if opened.tell() else orjson.dumps({"key": self._key}) + b"\n"
            self._write(opened, start)
            yield lambda record: self._write(opened, record.model_dump_json().encode() + b"\n")

    def _write(self, stream: FileIO, line: bytes) -> None:
        try:
            while line:
                line = line[stream.write(line) :]
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> UserError:
        return UserError(f"{self.file}: cannot be written ({error.strerror}); what is finished is kept, run it again")


def run_suite(
    build: Build,
    cases: Sequence[Case],
    *,
    journal: Journal | None = None,
    jobs: int = 2,
    batch: int = 1,
    finished: Finished | None = None,
) -> list[CaseRecord]:
    """The record of each of `cases`, in their order. `build` makes the suite, once in each process."""
    known = journal.finished() if journal else {}
    results = {case.id: known[case.id] for case in cases if case.id in known}
    for record in results.values():
        if finished:
            finished(record)
    waiting = [case for case in cases if case.id not in results]
    with journal.appending() if journal else _nowhere() as write:

        def take(record: CaseRecord) -> None:
            write(record)
            results[record.case] = record
            if finished:
                finished(record)

        if jobs == 1:
            _here(build, waiting, take)
        else:
            _in_processes(build, waiting, jobs, batch, take)
    return [results[case.id] for case in cases]


@contextmanager
def _nowhere() -> Iterator[Finished]:
    yield _forget


def _forget(record: CaseRecord) -> None:
    """Keeps nothing."""


def _here(build: Build, cases: Sequence[Case], take: Finished) -> None:
    if not cases:
        return
    suite = build()
    try:
        for case in cases:
            take(_measured(suite, case))
    finally:
        suite.close()


def _measured(suite: Suite, case: Case) -> CaseRecord:
    started = time.perf_counter()
    try:
        result, status, error = suite.run(case), CaseStatus.DONE, ""
    except UserError:
        raise
    except NotBegun as problem:
        result, status, error = {}, CaseStatus.NOT_BEGUN, str(problem)
    except ArbaseError as problem:
        result, status, error = {}, CaseStatus.INFRASTRUCTURE, f"{type(problem).__name__}: {problem}"[:500]
    except Exception as problem:  # noqa: BLE001 - a defect of the harness must not take the other cases with it
        result, status, error = {}, CaseStatus.INFRASTRUCTURE, f"defect: {type(problem).__name__}: {problem}"[:500]
    seconds = round(time.perf_counter() - started, 6)
    return CaseRecord(case=case.id, status=status, result=result, seconds=seconds, error=error)


def _in_processes(build: Build, cases: Sequence[Case], jobs: int, batch: int, take: Finished) -> None:
    """All cases in pools; those in flight when a process died once more, one after the other."""
    chunks = [list(cases[start : start + batch]) for start in range(0, len(cases), batch)]
    suspects: list[Case] = []
    while chunks:
        for chunk in _pooled(build, chunks, jobs, take):
            suspects += chunk
    alone = [[case] for case in suspects]
    while alone:
        for chunk in _pooled(build, alone, 1, take):
            error = "the process of the case died twice"
            for case in chunk:
                take(CaseRecord(case=case.id, status=CaseStatus.INFRASTRUCTURE, result={}, seconds=0.0, error=error))


def _pooled(build: Build, chunks: list[list[Case]], jobs: int, take: Finished) -> list[list[Case]]:
    """Takes `chunks` off the list and runs them until a process dies; gives back those that were in flight then.

    No more chunks are handed out than there are processes, so that a death makes few of them suspect.
    """
    # A fresh interpreter for each worker: forking a process that runs threads (the progress bar) may hang.
    fresh = multiprocessing.get_context("spawn")
    workers = min(jobs, len(chunks))
    pool = concurrent.futures.ProcessPoolExecutor(workers, mp_context=fresh, initializer=_start, initargs=(build,))
    flying: dict[concurrent.futures.Future[list[CaseRecord]], list[Case]] = {}
    chunks.reverse()
    try:
        while chunks or flying:
            while chunks and len(flying) < workers:
                chunk = chunks.pop()
                flying[pool.submit(_work, chunk)] = chunk
            done, _ = concurrent.futures.wait(flying, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                for record in future.result():
                    take(record)
                del flying[future]
    except BrokenProcessPool:
        chunks.reverse()
        return list(flying.values())
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=not flying, cancel_futures=True)
    return []


def _start(build: Build) -> None:
    end_with_parent()
    try:
        _held.append(build())
    except Exception as problem:  # noqa: BLE001 - raised by the first case: a pool only says that its start failed
        _unbuilt.append(problem)


def end_with_parent() -> None:
    """For a worker: watch the parent, since one whose parent was killed must not go on by itself."""
    threading.Thread(target=_end_after, args=(os.getppid(),), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _work(cases: list[Case]) -> list[CaseRecord]:
    if _unbuilt:
        raise _unbuilt[0]
    return [_measured(_held[0], case) for case in cases]
