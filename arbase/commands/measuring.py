"""Measures cases in processes beside each other; one that dies takes no other case with it."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Protocol, TypeVar

import orjson

from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.evaluation.runner import end_with_parent


class OfCase(Protocol):
    """A result that says of which case it is."""

    @property
    def case(self) -> str:
        """The name of the case."""
        ...


Result = TypeVar("Result", bound=OfCase)
Job = tuple[str, Callable[..., CaseResult], tuple[Any, ...]]
"""The name of a case, and what measures it with its arguments, to be called in another process."""


def measured(work: Sequence[Job], jobs: int) -> Iterator[CaseResult]:
    """The result of each case, in the order in which they end; see `measured_as`."""
    return measured_as(work, jobs, _broken)


def measured_as(
    work: Sequence[tuple[str, Callable[..., Result], tuple[Any, ...]]], jobs: int, broken: Callable[[str, str], Result]
) -> Iterator[Result]:
    """The same for results of any kind; `broken` makes one of the name of a case and why it could not be measured.

    Where a process dies, all that had not ended are run again, each in a process of its own: so only the case that
    kills its process is an infrastructure fault.
    """
    left = {name: (name, function, arguments) for name, function, arguments in work}
    try:
        for result in _together(list(left.values()), jobs, broken):
            left.pop(result.case, None)
            yield result
    except BrokenProcessPool:
        for name, function, arguments in list(left.values()):
            try:
                yield from _together([(name, function, arguments)], 1, broken)
            except BrokenProcessPool:
                yield broken(name, "the process that measured it died; out of memory, or ended from outside")


def _together(
    work: Sequence[tuple[str, Callable[..., Result], tuple[Any, ...]]], jobs: int, broken: Callable[[str, str], Result]
) -> Iterator[Result]:
    # A fresh interpreter for each worker: forking a process that runs threads (the progress bar) may hang.
    fresh = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(jobs, mp_context=fresh, initializer=end_with_parent) as pool:
        names = {pool.submit(function, *arguments): name for name, function, arguments in work}
        for future in concurrent.futures.as_completed(names):
            error = future.exception()
            if error is None:
                yield future.result()
            elif isinstance(error, BrokenProcessPool):
                raise error
            else:
                yield broken(names[future], f"{type(error).__name__}: {error}")


def keep(record: Any, json: Path) -> None:
    """Write a record whole or not at all: a run that is stopped leaves what it has measured."""
    beside = json.with_name(f".{json.name}.part")
    beside.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
    beside.replace(json)


def _broken(name: str, reason: str) -> CaseResult:
    outcome = CaseOutcome.INFRASTRUCTURE
    return CaseResult(case=name, family="", difficulty="", outcome=outcome, reason=reason[:500])
