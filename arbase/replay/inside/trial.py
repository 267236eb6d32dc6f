"""Tries many versions of a function in one process, and many such processes after the other where one hangs or dies.

A worker is a fork that has everything imported. It puts one candidate after the other into the live functions and runs
the tests until one fails. A timer ends what is slow; what does not react to it, or ends the process, is ended from
outside, and the next fork goes on behind it.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import time
import warnings
from typing import Any, Callable, Iterator

from .guard import caught
from .suite import Failure, Script, Test
from .target import Target, key_of

RENEWED = 400
SLACK_SECONDS = 1.0
PATIENCE = 6.0
WAIT_SECONDS = 1.0
MEMORY = 1 << 30
SHALLOW = 250
STARVED = 4.0
PASSED, FAILED, SLOW, INVALID, SAME = "passed", "failed", "slow", "invalid", "same"


class Late(BaseException):
    """The time of a candidate is up."""


def _ring(number: int, frame: Any) -> None:
    raise Late()


def within(seconds: float, function: Callable[..., Any], *arguments: Any) -> tuple[Any, BaseException | None]:
    """As `caught`, but the call is ended by `Late` when its time is up.

    Seconds of the processor count, so that a busy machine makes nothing slow; of waiting `PATIENCE` times as many, and
    not less than `WAIT_SECONDS`.
    """
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, _ring)

    def timed() -> Any:
        # Again and again: code that catches everything would go on after the first.
        signal.setitimer(signal.ITIMER_PROF, seconds, 0.05)
        signal.setitimer(signal.ITIMER_REAL, max(PATIENCE * seconds, WAIT_SECONDS), 0.05)
        try:
            return function(*arguments)
        finally:
            _unset()

    result, failure = caught(timed)
    _unset()
    return result, failure


def _unset() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


class Candidate:
    """Edits of one or more targets: (target, start, end, text) in characters of the target's text."""

    def __init__(self, edits: list[list[Any]], signature: bool) -> None:
        self.texts: dict[int, list[tuple[int, int, str]]] = {}
        for target, start, end, text in edits:
            self.texts.setdefault(target, []).append((start, end, text))
        self.signature = signature

    def text(self, number: int, original: str) -> str:
        """The text of a target with the edits made."""
        for start, end, text in sorted(self.texts[number], reverse=True):
            original = original[:start] + text + original[end:]
        return original


class Bench:
    """Holds targets and tests, the failing ones first; runs in the workers."""

    def __init__(self, targets: list[Target], tests: list[Test], script: Script | None) -> None:
        self.targets = targets
        self.tests = tests
        self._script = script
        self._source = script.source if script is not None else ""
        self._seen: set[Any] = {
            ((number, key_of(target.code(target.text))),)
            for number, target in enumerate(targets)
            if target.code(target.text) is not None
        }

    def install(self, candidate: Candidate, unique: bool) -> str:
        """Put a candidate in; empty, or why it is not worth running."""
        pieces, keys = [], []
        for number in candidate.texts:
            target = self.targets[number]
            text = candidate.text(number, target.text)
            code = target.code(text)
            if code is None:
                return INVALID
            pieces.append((target, code, text))
            keys.append((number, key_of(code)))
        if unique and not candidate.signature:
            key = tuple(sorted(keys, key=lambda one: one[0]))
            if key in self._seen:
                return SAME
            self._seen.add(key)
        for target, code, text in pieces:
            if self._script is not None and target.path == self._script.path:
                if self._script.source.count(target.text) != 1:
                    return INVALID
                self._script.source = self._script.source.replace(target.text, text)
            elif not target.functions or not target.put(code, text, candidate.signature):
                self.remove()
                return INVALID
        return ""

    def remove(self) -> None:
        """Take the candidate out."""
        for target in self.targets:
            target.restore()
        if self._script is not None:
            self._script.source = self._source

    def run(self, limit: float, first: bool) -> tuple[str, int, int]:
        """What came of it, how many tests were passed, and the line of the test at which the next one failed.

        The first time recursion may go less deep, since most of what is deep is endless; afterwards as deep as
        ever, and pure functions remember what they have computed.
        """
        depth = sys.getrecursionlimit()
        if first:
            sys.setrecursionlimit(min(depth, _depth() + SHALLOW))
        try:
            return self._run(limit, first)
        finally:
            sys.setrecursionlimit(depth)

    def _run(self, limit: float, first: bool) -> tuple[str, int, int]:
        deadline = time.process_time() + limit
        for number, test in enumerate(self.tests):
            if not first:
                for target in self.targets:
                    target.memoise()
            left = deadline - time.process_time()
            if left <= 0:
                return SLOW, number, 0
            _, failure = within(left, test.run)
            if failure is not None:
                late = isinstance(failure, (Late, RecursionError) if first else Late) or time.process_time() > deadline
                return (SLOW if late else FAILED), number, line_in_test(failure, test)
        return PASSED, len(self.tests), 0


def line_in_test(failure: BaseException, test: Test) -> int:
    """The line of the test's own function that failed."""
    step = failure.__traceback__
    while step is not None:
        if step.tb_frame.f_code is test.code or (test.code is None and step.tb_frame.f_code.co_name == "<module>"):
            return step.tb_lineno
        step = step.tb_next
    return 0


def passes(test: Test, seconds: float) -> tuple[bool, float, int]:
    """Whether the test passes on the code as it is, how long it took, and the line at which it failed."""
    began = time.process_time()
    _, failure = within(seconds, test.run)
    if failure is not None and not isinstance(failure, (Exception, Failure, Late)):
        failure = Failure(str(failure))
    return failure is None, time.process_time() - began, line_in_test(failure, test) if failure is not None else 0


class Budget:
    """So many seconds of the processor for each worker; of waiting `STARVED` times as many.

    On a busy machine as much is tried as on a quiet one.
    """

    def __init__(self, seconds: float, workers: int) -> None:
        self._left = seconds * workers
        self.until = time.monotonic() + STARVED * seconds

    def took(self, seconds: float) -> None:
        """A fork that has ended needed so much."""
        self._left -= seconds

    @property
    def over(self) -> bool:
        """Nothing is left."""
        return self._left <= 0 or time.monotonic() > self.until


class Worker:
    """One fork that works off a list of candidate numbers."""

    def __init__(
        self, numbers: list[int], work: Callable[[int], str], limit: float, budget: Budget, renewed: int
    ) -> None:
        self.numbers = numbers
        self._renewed = renewed
        self.limit = limit
        self._budget = budget
        self._work = work
        self.position = self._stop = 0
        self.buffer = b""
        self.pipe = self.pid = -1
        self.deadline = 0.0

    def start(self) -> None:
        """Fork behind the last candidate that was answered."""
        reading, writing = os.pipe()
        self._stop = min(self.position + self._renewed, len(self.numbers))
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            caught(os.setsid)
            caught(_bounded)
            warnings.simplefilter("ignore", SyntaxWarning)  # candidates are full of what one would be warned of
            for number in self.numbers[self.position : self._stop]:
                answer, failure = caught(self._work, number)
                line = f"{number} {answer if failure is None else FAILED + ' 0 0'}\n"
                os.write(writing, line.encode("ascii", "replace"))
            os._exit(0)
        os.close(writing)
        self.pipe, self.buffer = reading, b""
        self._wait_longer()

    def read(self) -> Iterator[tuple[int, list[str]]]:
        """The answers that have come; restarts the fork where it has ended."""
        chunk = os.read(self.pipe, 1 << 16)
        *lines, self.buffer = (self.buffer + chunk).split(b"\n")
        for line in lines:
            words = line.decode("ascii", "replace").split(" ")
            if self.position < len(self.numbers) and words[0] == str(self.numbers[self.position]):
                self.position += 1
                self._wait_longer()
                yield self.numbers[self.position - 1], words[1:]
        if not chunk:
            yield from self.end(lost=self.position < self._stop)

    def end(self, lost: bool) -> Iterator[tuple[int, list[str]]]:
        """End the fork; what it was at counts as slow. Start the next one if anything is left."""
        for kill in (os.killpg, os.kill):
            caught(kill, self.pid, signal.SIGKILL)
        ended, failure = caught(os.wait4, self.pid, 0)
        if failure is None:
            self._budget.took(ended[2].ru_utime + ended[2].ru_stime)
        os.close(self.pipe)
        self.pipe = -1
        if lost and self.position < len(self.numbers):
            self.position += 1
            yield self.numbers[self.position - 1], [SLOW, "0", "0"]
        if self.position < len(self.numbers):
            self.start()

    def _wait_longer(self) -> None:
        self.deadline = time.monotonic() + 2 * max(PATIENCE * self.limit, WAIT_SECONDS) + SLACK_SECONDS


def work_off(
    numbers: list[int], work: Callable[[int], str], limit: float, workers: int, budget: Budget, renewed: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """The answer of `work` to each number, from forks beside each other; stops when the budget is spent.

    A fork is left for another one after `renewed` numbers.
    """
    shares = [numbers[start::workers] for start in range(workers) if numbers[start::workers]]
    crew = [Worker(share, work, limit, budget, renewed or RENEWED) for share in shares]
    for worker in crew:
        worker.start()
    while any(worker.pipe >= 0 for worker in crew):
        busy = [worker for worker in crew if worker.pipe >= 0]
        if budget.over:
            for worker in busy:
                worker.numbers = worker.numbers[: worker.position]
                for _ in worker.end(lost=False):
                    pass
            return
        first = min(worker.deadline for worker in busy)
        ready, _, _ = select.select(
            [worker.pipe for worker in busy], [], [], max(0.0, min(first, budget.until) - time.monotonic())
        )
        for worker in busy:
            if worker.pipe in ready:
                yield from worker.read()
            elif time.monotonic() >= worker.deadline:
                yield from worker.end(lost=True)


def _bounded() -> None:
    """A candidate that fills the memory ends itself, not its neighbours."""
    with open("/proc/self/statm") as sizes:
        now = int(sizes.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + MEMORY
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _depth() -> int:
    depth, frame = 0, sys._getframe().f_back
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth
