"""The proof: the tests fail, pass with the fix, fail again without it; suite and lint are no worse than before."""

from __future__ import annotations

import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.fix import CandidateFix, FileEdit, Patch, ProofRun
from arbase.domain.service import Service
from arbase.replay.interface import NO_PYTEST
from arbase.sandbox.interface import Limits, Sandbox
from arbase.verify.evidence import (
    Ran,
    code_files,
    command_fault,
    failing_tests,
    lost_tests,
    missing_test,
    not_green,
    not_red_again,
    why,
)
from arbase.verify.junit import read_report, read_verbose
from arbase.workspace.paths import inside

TEST_SECONDS = 120.0
SUITE_SECONDS = 600.0
PARALLEL = 2
HANG = "Timeout"
# What does not end is ended after this, or after five times what it takes with the fix.
HANG_SECONDS = 15.0
NOTHING = Patch()
CACHES = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".git")
SERVER_ERROR = re.compile(r"(?<![\d.])50\d(?![\d.])")


@dataclass
class Findings:
    """What the runs of one candidate showed; `refusal` is empty if all was as it should be.

    `suite_seconds` is how long it was waited for the repository's own suite when all else was done.
    """

    runs: list[ProofRun] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""
    suite_seconds: float = 0.0


Note = Callable[[str, Ran, str, str], bool]
"""Takes a run's name, the run, what was expected and what is wrong (or nothing); true if nothing is."""


class Prover:
    """Runs tests of one prepared tree. What does not depend on the candidate is run once.

    All runs of a proof are independent of each other, each in a copy of its own, so they share the cores. `ahead`
    starts them before anybody asks; a proof that nobody asks for is not waited for.
    """

    def __init__(self, sandbox: Sandbox, service: Service, tree: Path, crash: CrashSpec) -> None:
        self._sandbox = sandbox
        self._service = service
        self._tree = tree
        self._crash = crash
        self._pool = ThreadPoolExecutor(PARALLEL, "proof")
        self._runs: dict[str, Future[tuple[Ran, ...]]] = {}

    def close(self) -> None:
        """Take back what has not started; what runs ends by itself."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def prove(
        self, candidate: CandidateFix, tests: Patch, told: Callable[[ProofRun], None], *, command: tuple[str, ...] = ()
    ) -> Findings:
        """All runs for one candidate, until the first that is not as expected.

        `command` is the failing command that takes the place of new tests where there are none.
        """
        findings = Findings()

        def note(name: str, ran: Ran, expected: str, fault: str) -> bool:
            findings.runs.append(_proof_run(name, ran, expected, as_expected=not fault))
            told(findings.runs[-1])
            findings.refusal = fault
            return not fault

        if tests.edits:
            self.ahead(candidate, tests)
            proved = self._red_green_red(candidate, tests, note, findings)
        else:
            proved = self._command(candidate, command, note)
        if proved and self._suite(candidate, note, findings) and self._service.commands.lint:
            self._lint(candidate, tests, note, findings)
        return findings

    def ahead(self, candidate: CandidateFix, tests: Patch) -> None:
        """Start what a proof of the candidate will need."""
        self._red(tests)
        self._green_red(tests, candidate.patch)
        for words in filter(None, (self._service.commands.test, self._service.commands.lint)):
            self._started(words, NOTHING)
            self._started(words, candidate.patch)

    # -- the new tests
    def _red_green_red(self, candidate: CandidateFix, tests: Patch, note: Note, findings: Findings) -> bool:
        (red,) = self._red(tests).result()
        if not note("tests before the fix", red, "the tests fail with the crash", self._not_red(red, tests)):
            return False
        green, again = self._green_red(tests, candidate.patch).result()
        if not note("tests with the fix", green, "all tests pass", not_green(green, tests)):
            return False
        wanted = failing_tests(red.report or {})
        fault = not_red_again(again, wanted)
        if again.run.exit_status == 0 and not again.left_code:
            # What is done (a row deleted, a queue worked off) leaves nothing to fail at: the same before anything ran.
            again = self._reverted(tests, candidate.patch)
            fault = not_red_again(again, wanted)
            findings.notes.append("The tests use up their data, so the fix was reverted in a fresh copy.")
        return note("tests with the fix reverted", again, "the tests fail again", fault)

    def _not_red(self, ran: Ran, tests: Patch) -> str:
        if ran.report is None or ran.run.exit_status != 1:
            return f"the tests did not run before the fix: {why(ran)}"
        missing = missing_test(tests, ran.report)
        if missing:
            return f"before the fix the test {missing} did not run"
        failed = [result for result in ran.report.values() if result.ending == "failed"]
        if not failed:
            return "no test fails before the fix, so that nothing is proved by its passing"
        if not any(self._is_crash(result.text) for result in failed):
            return f"before the fix {failed[0].id} fails for another reason than {self._crash.exception}"
        return ""

    def _is_crash(self, text: str) -> bool:
        return self._crash.exception.rpartition(".")[2] in text or bool(SERVER_ERROR.search(text))

    def _red(self, tests: Patch) -> Future[tuple[Ran, ...]]:
        """The tests in a fresh copy without any fix."""

        def run() -> tuple[Ran, ...]:
            with self._copy() as folder:
                _lay(folder, tests)
                return (self._run_tests(folder, tests),)

        return self._once(f"red {tests.model_dump_json()}", run)

    def _green_red(self, tests: Patch, patch: Patch) -> Future[tuple[Ran, ...]]:
        """The tests with the fix, and in the same copy without it: what the first run left behind must not help."""

        def run() -> tuple[Ran, ...]:
            with self._copy() as folder:
                _lay(folder, tests)
                _lay(folder, patch)
                before = code_files(folder)
                green = self._run_tests(folder, tests)
                left = code_files(folder) != before
                _take_back(folder, patch)
                return green, replace(self._run_tests(folder, tests), left_code=left)

        return self._once(f"green {patch.model_dump_json()} {tests.model_dump_json()}", run)

    def _reverted(self, tests: Patch, patch: Patch) -> Ran:
        """The tests in a fresh copy from which the fix was taken back before anything ran."""
        with self._copy() as folder:
            _lay(folder, tests)
            _lay(folder, patch)
            _take_back(folder, patch)
            return self._run_tests(folder, tests)

    def _run_tests(self, folder: Path, tests: Patch) -> Ran:
        paths = tuple(edit.path for edit in tests.edits)
        # The repository's own options may deselect, stop early or ask for coverage.
        plugins = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
        words = (self._python, "-m", "pytest", "-q", "-o", "addopts=", *plugins, *paths)
        ran = self._run(folder, words, seconds=TEST_SECONDS, reported=True)
        if ran.report is not None or NO_PYTEST.encode() not in ran.run.stderr:
            return ran
        plain = self._run(folder, (self._python, "-m", "unittest", "-v", *paths), seconds=TEST_SECONDS, reported=False)
        return replace(plain, report=read_verbose(plain.run.stderr.decode("utf-8", "replace")) or None)

    # -- the failing command
    def _command(self, candidate: CandidateFix, words: tuple[str, ...], note: Note) -> bool:
        """Red, green and red again by exit status, and for pytest by what it reports of each test."""
        hangs = self._crash.exception == HANG
        # With the fix first: it says how long the command takes when it ends.
        green = self._patched(words, candidate.patch)
        most = max(HANG_SECONDS, 5 * green.run.seconds) if hangs else SUITE_SECONDS
        red = self._within(most, words) if hangs else self._patched(words, NOTHING)
        fault = "" if red.run.exit_status != 0 and (hangs or not red.run.timed_out) else f"it did not fail: {why(red)}"
        if not note("failing command before the fix", red, "it does not end" if hangs else "it fails", fault):
            return False
        if not note("failing command with the fix", green, "it passes", command_fault(red, green)):
            return False
        with self._copy() as folder:
            _lay(folder, candidate.patch)
            _take_back(folder, candidate.patch)
            again = self._run(folder, self._resolved(words), seconds=most, reported=True)
        same = again.run.exit_status != 0 and failing_tests(again.report or {}) == failing_tests(red.report or {})
        fault = "" if same else "with the fix reverted it does not fail as before"
        return note("failing command with the fix reverted", again, "it fails again", fault)

    def _within(self, seconds: float, words: tuple[str, ...]) -> Ran:
        """The command on the unpatched code, for so long."""
        with self._copy() as folder:
            return self._run(folder, self._resolved(words), seconds=seconds, reported=True)

    # -- suite and lint
    def _suite(self, candidate: CandidateFix, note: Note, findings: Findings) -> bool:
        words = self._service.commands.test
        if not words:
            findings.notes.append("The service names no test command, so no suite was run.")
            return True
        began = time.monotonic()
        before = self._patched(words, NOTHING)
        after = before if before.run.timed_out else self._patched(words, candidate.patch)
        findings.suite_seconds = time.monotonic() - began
        if not note("suite before the fix", before, "the baseline, whatever it is", ""):
            return False
        if before.run.timed_out:
            findings.notes.append(f"The suite did not end within {SUITE_SECONDS:.0f} s before the fix; not compared.")
            return True
        if before.report == {}:
            findings.notes.append("The repository has no tests of its own.")
        fault = self._worse(before, after, candidate, findings)
        return note("suite with the fix", after, "nothing that passed before fails", fault)

    def _worse(self, before: Ran, after: Ran, candidate: CandidateFix, findings: Findings) -> str:
        if after.run.timed_out:
            return "with the fix the suite does not end"
        if before.report is None:
            if before.run.exit_status != 0:
                findings.notes.append("The suite failed before the fix and reports no single tests; not compared.")
                return ""
            return "" if after.run.exit_status == 0 else f"the suite passed before and fails now: {why(after)}"
        if after.report is None:
            return f"with the fix nothing shows that the suite ran: {why(after)}"
        broken = failing_tests(before.report)
        if broken:
            findings.notes.append(f"{len(broken)} tests of the suite already failed before the fix.")
        lost = lost_tests(before.report, after.report)
        if lost:
            flaky = self._flaky(candidate, lost)
            if flaky:
                findings.notes.append(f"Flaky without the fix as well: {', '.join(sorted(flaky)[:5])}.")
            lost -= flaky
        return f"{len(lost)} tests that passed before do not pass with the fix, such as {min(lost)}" if lost else ""

    def _flaky(self, candidate: CandidateFix, lost: set[str]) -> set[str]:
        """Of the lost tests those that fail without the fix too, or pass with it, when run once more."""
        words = self._service.commands.test
        with self._copy() as folder:
            base = self._run(folder, self._resolved(words), seconds=SUITE_SECONDS, reported=True)
        with self._copy() as folder:
            _lay(folder, candidate.patch)
            again = self._run(folder, self._resolved(words), seconds=SUITE_SECONDS, reported=True)
        unsteady = failing_tests(base.report or {})
        recovered = {key for key, result in (again.report or {}).items() if result.ending == "passed"}
        return lost & (unsteady | recovered)

    def _lint(self, candidate: CandidateFix, tests: Patch, note: Note, findings: Findings) -> None:
        words = self._service.commands.lint
        before = self._patched(words, NOTHING)
        if before.run.exit_status != 0:
            findings.notes.append(f"The lint command failed before the fix (exit status {before.run.exit_status}).")
            return
        after = self._patched(words, Patch(edits=(*candidate.patch.edits, *tests.edits)))
        if after.run.exit_status != 0:
            alone = self._patched(words, candidate.patch)
            if alone.run.exit_status == 0:
                findings.notes.append("The lint command accepts the fix but not the new tests.")
                after = alone
        fault = "" if after.run.exit_status == 0 else f"the lint command fails with the fix: {why(after)}"
        note("lint with the fix", after, "exit status 0, as before", fault)

    # -- parts
    def _once(self, key: str, run: Callable[[], tuple[Ran, ...]]) -> Future[tuple[Ran, ...]]:
        if key not in self._runs:
            self._runs[key] = self._pool.submit(run)
        return self._runs[key]

    def _started(self, words: tuple[str, ...], patch: Patch) -> Future[tuple[Ran, ...]]:
        """A command of the service in a fresh copy with the patch laid over it; once for each patch."""

        def run() -> tuple[Ran, ...]:
            with self._copy() as folder:
                _lay(folder, patch)
                return (self._run(folder, self._resolved(words), seconds=SUITE_SECONDS, reported=True),)

        return self._once(f"{words} {patch.model_dump_json()}", run)

    def _patched(self, words: tuple[str, ...], patch: Patch) -> Ran:
        return self._started(words, patch).result()[0]

    @property
    def _python(self) -> str:
        return self._service.python or sys.executable

    def _resolved(self, words: tuple[str, ...]) -> tuple[str, ...]:
        if words[0] in {"python", "python3"}:
            return (self._python, *words[1:])
        if words[0] in {"pytest", "py.test"}:
            return (self._python, "-m", "pytest", *words[1:])
        return words

    def _run(self, folder: Path, words: tuple[str, ...], *, seconds: float, reported: bool) -> Ran:
        report = folder / f"report-{secrets.token_hex(8)}.xml"
        pytest = "pytest" in words[1:3] and words[1] == "-m"
        extra = (f"--junitxml={report}", "-o", "junit_family=xunit2") if pytest and reported else ()
        roots = ":".join(str(folder / root) for root in self._service.source_roots)
        run = self._sandbox.run(
            (*words, *extra),
            folder=folder,
            env={"PYTHONPATH": roots, "PYTHONHASHSEED": "0", **self._service.env},
            limits=Limits(seconds=seconds),
        )
        return Ran(run, read_report(report) if extra else None)

    @contextmanager
    def _copy(self) -> Iterator[Path]:
        """A fresh copy of the prepared tree: test files are those of the base commit, whatever ran before."""
        with tempfile.TemporaryDirectory(prefix="arbase-proof-", ignore_cleanup_errors=True) as place:
            # The sandbox's user must be able to reach the folder, which is not the caller's own.
            Path(place).chmod(0o755)
            folder = Path(place).resolve() / "tree"
            shutil.copytree(self._tree, folder, symlinks=True, ignore=CACHES)
            yield folder


def _lay(folder: Path, patch: Patch) -> None:
    for edit in patch.edits:
        place = inside(folder, edit.path)
        if edit.after is None:
            place.unlink(missing_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(edit.after.encode("utf-8", "surrogateescape"))


def _take_back(folder: Path, patch: Patch) -> None:
    _lay(folder, Patch(edits=tuple(FileEdit(path=e.path, before=e.after, after=e.before) for e in patch.edits)))


def _proof_run(name: str, ran: Ran, expected: str, *, as_expected: bool) -> ProofRun:
    return ProofRun(
        name=name,
        command=ran.run.command,
        exit_status=ran.run.exit_status,
        seconds=round(ran.run.seconds, 3),
        expected=expected,
        as_expected=as_expected,
        output=ran.output,
    )
