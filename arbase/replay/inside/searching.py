"""The process that profiles the tests of a command and tries candidates against them; see `trial`."""

from __future__ import annotations

import importlib
import os
import sys
import time
from typing import Any, Iterator

from .calls import Recorder, outcome, with_changed
from .commands import program_of
from .family import release
from .guard import caught, send, text_of
from .scratch import Scratch
from .spectrum import Spectrum
from .suite import Script, Test, with_tests
from .target import Target
from .trial import FAILED, PASSED, SLOW, STARVED, Bench, Budget, Candidate, passes, work_off
from .watch import Watch

BASELINE_SECONDS = 2.0
HANGING_SECONDS = 0.25
TWICE_SECONDS = 5.0
BUCKET_SECONDS = 0.05
MOST_FIRST = 4
RECORD_SECONDS = 0.2
TIERS = (0.04, 0.5, 4.0)
WORTH_WAITING = (300, 30)
WAITED_SECONDS = (10.0, 8.0)
# Where some have passed already, what is slow is looked at only to compare.
COMPARED_SECONDS = (3.0, 2.0)
BEHAVE_SECONDS = 8.0
FIRST_TESTS = 20
MOST_TESTS = 2000
MOST_BEHAVIOURS = 150


def search(spec: dict[str, Any], out: int) -> None:
    """Run the request in a fork of this process with a scratch copy of the tree; ended when its time is up."""
    scratch = Scratch(spec["tree"], os.path.join(os.getcwd(), "search"))
    scratch.fill()
    pid = os.fork()
    if pid == 0:
        _, failure = caught(_become, spec, scratch.root, out)
        if failure is not None:
            caught(send, out, {"refused": type(failure).__name__ + ": " + text_of(failure, 300)})
        os._exit(0)
    until = time.monotonic() + longest(spec["seconds"])
    while time.monotonic() < until:
        ended, _ = os.waitpid(pid, os.WNOHANG)
        if ended:
            return
        time.sleep(0.02)
    for kill in (os.killpg, os.kill):
        caught(kill, pid, 9)
    caught(os.waitpid, pid, 0)
    send(out, {"refused": "the search took too long and did not react"})


def longest(seconds: float) -> float:
    """How long a request may take at most on a machine that is busy with other things."""
    return STARVED * (seconds + sum(WAITED_SECONDS) + BEHAVE_SECONDS) + 10.0


def _become(spec: dict[str, Any], root: str, out: int) -> None:
    os.setsid()
    release()
    os.chdir(root)
    sys.dont_write_bytecode = True
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    roots = [os.path.normpath(os.path.join(root, folder)) for folder in spec["source_roots"]]
    sys.path[:0] = roots
    os.environ["PYTHONPATH"] = os.pathsep.join(roots)
    importlib.invalidate_caches()
    program = program_of(spec["command"])
    if program is None:
        send(out, {"refused": "the command is no Python program, so nothing can be tried in one process"})
        return
    served: list[bool] = []

    def serve(tests: list[Test], script: Script | None) -> None:
        served.append(True)
        searching = Searching(spec, root, out, tests[:MOST_TESTS], script)
        _, failure = caught(searching.profile if spec["mode"] == "profile" else searching.search)
        if failure is not None:
            send(out, {"refused": type(failure).__name__ + ": " + text_of(failure, 300)})

    _, failure = caught(with_tests, program, serve)
    if not served:
        why = "" if failure is None else ": " + type(failure).__name__ + ": " + text_of(failure, 300)
        send(out, {"refused": "the tests could not be collected" + why})


class Searching:
    """One request; lives in the process that has collected the tests."""

    def __init__(self, spec: dict[str, Any], root: str, out: int, tests: list[Test], script: Script | None) -> None:
        self._spec = spec
        self._out = out
        self._tests = tests
        self._script = script
        self._watch = Watch(root, [])
        self._root = root
        self._renewed = self._further = 0
        self._until = time.monotonic() + STARVED * spec["seconds"]

    def profile(self) -> None:
        """Which tests fail, and the spectrum."""
        spectrum = Spectrum(self._watch.ours)
        patience = BASELINE_SECONDS
        for test in self._tests:
            if time.monotonic() > self._until:
                break
            spectrum.begin()
            passed, seconds, line = passes(test, patience)
            spectrum.end(not passed)
            patience = HANGING_SECONDS if not passed and seconds > HANGING_SECONDS else patience
            send(self._out, {"test": test.name, "passed": passed, "seconds": seconds, "line": line})
        lines: dict[str, dict[int, list[int]]] = {}
        for index, counts in enumerate((spectrum.failing, spectrum.passing)):
            for (name, line), count in counts.items():
                path = self._watch.relative(name)
                lines.setdefault(path, {}).setdefault(line, [0, 0])[index] = count
        send(self._out, {"spectrum": lines, "failing": spectrum.failed, "passing": spectrum.passed})

    def search(self) -> None:
        """Try the candidates: quick ones first, then those that need more time, then how the survivors behave."""
        seen, lasting = self._baseline()
        failing = [one for one in seen if not one[1]]
        good = [one for one in seen if one[1]]
        ordered = seen
        if not lasting:
            # Those that fail soonest first: most candidates are done with after one of them.
            ordered = sorted(failing, key=_bucket) + sorted(good, key=_bucket)
        self._renewed = 1 if lasting else 0
        if not failing:
            send(self._out, {"refused": "no test fails in one process"})
            return
        bench = Bench(self._targets(failing), [one[0] for one in ordered], self._script)
        candidates = [Candidate(one["edits"], one["signature"]) for one in self._spec["candidates"]]
        usual = sum(one[2] for one in good)
        began, budget = time.monotonic(), self._budget(self._spec["seconds"])
        numbers = list(range(len(candidates)))
        place = next(number for number, one in enumerate(ordered) if not one[1])
        start = (place, ordered[place][3])
        passed: list[int] = []
        for tier, seconds in enumerate(TIERS):
            work = _Work(bench, candidates, max(seconds, 4 * usual), tier)
            tried, slow = self._tier(numbers, work, budget, start, passed)
            if tier == 0:
                send(self._out, {"tried": tried, "seconds": time.monotonic() - began})
            if not slow or tier == len(TIERS) - 1:
                break
            numbers = slow[: WORTH_WAITING[tier]]
            budget = self._budget((COMPARED_SECONDS if passed else WAITED_SECONDS)[tier])
        if not passed and not self._further and not lasting:
            self._from_others(ordered, len(failing), candidates)
        if len(passed) > 1:
            self._behaviours(bench, candidates, passed[:MOST_BEHAVIOURS])

    def _from_others(
        self, ordered: list[tuple[Test, bool, float, int]], failing: int, candidates: list[Candidate]
    ) -> None:
        """Where nothing gets further from the first failing test, what gets further from another one."""
        for shift in range(1, min(failing, MOST_FIRST)):
            turned = ordered[shift:failing] + ordered[:shift] + ordered[failing:]
            bench = Bench(self._targets(turned[:failing]), [one[0] for one in turned], self._script)
            work = _Work(bench, candidates, TIERS[0], 0)
            numbers, budget = list(range(len(candidates))), self._budget(WAITED_SECONDS[0])
            self._tier(numbers, work, budget, (0, turned[0][3]), [])
            if self._further:
                break

    def _targets(self, failing: list[tuple[Test, bool, float, int]]) -> list[Target]:
        """The functions under repair; what only a running test imports is not there before one has run."""
        targets = [Target(one, self._root) for one in self._spec["targets"]]
        for test, *_ in failing[:FIRST_TESTS]:
            if all(target.functions for target in targets):
                break
            passes(test, BASELINE_SECONDS)
            targets = [Target(one, self._root) for one in self._spec["targets"]]
        return targets

    def _baseline(self) -> tuple[list[tuple[Test, bool, float, int]], bool]:
        """Each test on the code as it is, and whether tests leave something behind that others meet.

        They run twice in a fork of their own: what they leave behind ends with it.
        """
        count = len(self._tests)

        def work(number: int) -> str:
            rows = [f"{int(passed)},{seconds:.6f},{line}" for passed, seconds, line in self._run_twice()]
            return " ".join(["ok", *rows])

        budget = self._budget(STARVED * self._spec["seconds"])
        words = next((words for _, words in work_off([0], work, self._spec["seconds"], 1, budget)), [])
        if words[:1] != ["ok"] or len(words) != 1 + 2 * count:
            return [], False
        rows = [word.split(",") for word in words[1:]]
        parsed = [(row[0] == "1", float(row[1]), int(row[2])) for row in rows]
        lasting = any(one[0] != other[0] for one, other in zip(parsed[:count], parsed[count:]))
        return [(test, *row) for test, row in zip(self._tests, parsed[:count])], lasting

    def _run_twice(self) -> Iterator[tuple[bool, float, int]]:
        """Where a test hangs, the others are given less time; where all take long, once has to do."""
        patience = BASELINE_SECONDS
        rows: list[tuple[bool, float, int]] = []
        for test in self._tests:
            rows.append(passes(test, patience))
            if not rows[-1][0] and rows[-1][1] > HANGING_SECONDS:
                patience = HANGING_SECONDS
        yield from rows
        if sum(seconds for _, seconds, _ in rows) > TWICE_SECONDS:
            yield from rows
        else:
            yield from (passes(test, patience) for test in self._tests)

    def _tier(
        self, numbers: list[int], work: _Work, budget: Budget, start: tuple[int, int], passed: list[int]
    ) -> tuple[int, list[int]]:
        """Try candidates within one limit; how many were tried, and which of them need more time."""
        tried, slow = 0, []
        for number, words in work_off(numbers, work, work.limit, self._spec["parallel"], budget, self._renewed):
            tried += 1
            progress = [int(word) for word in words[1:3] if word.isdecimal()]
            if words[0] == PASSED:
                passed.append(number)
                send(self._out, {"candidate": number, "passed": True})
            elif words[0] == SLOW:
                slow.append(number)
            elif words[0] == FAILED and len(progress) == 2 and tuple(progress) > start:
                self._further += 1
                send(self._out, {"candidate": number, "passed": False, "progress": progress})
        return tried, slow

    def _behaviours(self, bench: Bench, candidates: list[Candidate], passed: list[int]) -> None:
        """What each survivor makes of the tests' calls and of calls near them."""
        recorder = Recorder(bench.targets, self._is_code)
        for test in self._tests:
            recorder.during(test.run, RECORD_SECONDS)
        calls = with_changed(recorder.calls)
        if not calls:
            return

        def behave(number: int) -> str:
            if bench.install(candidates[number], unique=False):
                return FAILED
            for target in bench.targets:
                target.memoise()
            return " ".join(["ok", *(outcome(function, values) for function, values in calls)])

        limit = 0.1 * len(calls)
        budget = self._budget(BEHAVE_SECONDS)
        for number, words in work_off(passed, behave, limit, self._spec["parallel"], budget):
            if words[0] == "ok":
                send(self._out, {"candidate": number, "behaviour": words[1:]})

    def _budget(self, seconds: float) -> Budget:
        return Budget(seconds, self._spec["parallel"])

    def _is_code(self, name: str) -> bool:
        """Whether a file is one of those under repair."""
        return any(os.path.abspath(name) == os.path.join(self._root, one) for one in self._spec["sources"])


def _bucket(seen: tuple[Test, bool, float, int]) -> int:
    """Quick tests in their own order, so that chance does not say which comes first; slow ones behind them."""
    return int(seen[2] / BUCKET_SECONDS)


class _Work:
    """Tries one candidate; called in a fork."""

    def __init__(self, bench: Bench, candidates: list[Candidate], limit: float, tier: int) -> None:
        self._bench = bench
        self._candidates = candidates
        self.limit = limit
        self._tier = tier

    def __call__(self, number: int) -> str:
        problem = self._bench.install(self._candidates[number], unique=self._tier == 0)
        if problem:
            return problem + " 0 0"
        try:
            state, count, line = self._bench.run(self.limit, first=self._tier == 0)
        finally:
            self._bench.remove()
        return f"{state} {count} {line}"
