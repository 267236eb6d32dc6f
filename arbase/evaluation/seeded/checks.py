"""What makes a seeded case valid, one check after the other."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from pydantic import computed_field

from arbase.domain.errors import ArbaseError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.capture import Capture, capture
from arbase.evaluation.seeded.catalogue import BugCase, SeededService
from arbase.evaluation.seeded.checkout import fresh_copy, run_in, set_up
from arbase.evaluation.seeded.frames import own_frames
from arbase.evaluation.seeded.grade import Grade, GradeResult, run_oracle
from arbase.evaluation.seeded.history import (
    BuiltHistory,
    apply_fix,
    build_history,
    build_workshop,
    differences_from_sources,
)
from arbase.evaluation.seeded.mutants import delete, mask, not_found_statement
from arbase.sandbox.interface import Limits, Sandbox
from arbase.settings import load_service

CHECKS = ("builds", "tests", "crashes", "quiet", "captured", "red", "green", "unmasked", "undeleted")
_TIMES = 3
# Generous, so that a busy machine does not decide: here a time-out is a fault of its own, never "failed as it should".
_LIMITS = Limits(seconds=600)


class Check(Noun):
    """One check of a case and what it found."""

    name: str
    passed: bool
    detail: str = ""
    seconds: float = 0.0


class CaseReport(Noun):
    """All checks of one case; a case is valid when every check was made and passed."""

    bug: str
    family: str
    difficulty: str
    checks: tuple[Check, ...]

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use on a property
    @property
    def valid(self) -> bool:
        """Every check was made and passed."""
        return {check.name for check in self.checks if check.passed} == set(CHECKS)

    @property
    def seconds(self) -> float:
        """How long all checks took."""
        return sum(check.seconds for check in self.checks)


class ServiceReport(Noun):
    """The checks of a service: of its clean history, and of its cases."""

    service: str
    clean: tuple[Check, ...]
    cases: tuple[CaseReport, ...]

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use on a property
    @property
    def valid(self) -> int:
        """How many cases are valid."""
        return sum(case.valid for case in self.cases)

    @property
    def all_valid(self) -> bool:
        """The clean history and every case are valid."""
        return all(check.passed for check in self.clean) and self.valid == len(self.cases)


class _Stage:
    """The three trees of a case, each set up: buggy, reference-fixed; and what the trigger sent."""

    def __init__(self, service: SeededService, case: BugCase, sandbox: Sandbox, scratch: Path) -> None:
        self.service, self.case, self.sandbox = service, case, sandbox
        self.buggy = scratch / "buggy"
        self.fixed = scratch / "fixed"
        self.captured: Capture | None = None

    def builds(self) -> str:
        built = build_history(self.service, self.buggy, self.case)
        shutil.copytree(self.buggy, self.fixed, symlinks=True)
        apply_fix(self.service, self.case, self.fixed)
        for tree in (self.buggy, self.fixed):
            ready = set_up(tree, self.sandbox)
            if ready is not None and ready.exit_status != 0:
                return f"the set-up of {tree.name} ended with {ready.exit_status}: {_end(ready.stderr)}"
        self.tip = built.tip
        return _root_cause_fault(self.buggy, self.case)

    def tests(self) -> str:
        for tree in (self.buggy, self.fixed):
            fault = _visible_tests(tree, self.sandbox)
            if fault:
                return f"{tree.name}: {fault}"
        return ""

    def crashes(self) -> str:
        for attempt in range(_TIMES):
            with fresh_copy(self.buggy) as copy:
                self.captured = capture(
                    copy, self.case.bug.trigger, self.sandbox, release=self.tip, seconds=_LIMITS.seconds
                )
                fault = _crash_fault(self.captured, self.case, copy)
            if fault:
                return f"attempt {attempt + 1} of {_TIMES} with the bug: {fault}"
        return ""

    def quiet(self) -> str:
        for attempt in range(_TIMES):
            with fresh_copy(self.fixed) as copy:
                seen = capture(copy, self.case.bug.trigger, self.sandbox, seconds=_LIMITS.seconds)
            if _is_crash(seen):
                return f"attempt {attempt + 1} of {_TIMES} without the bug: {seen.steps[-1].text[-300:]}"
        return ""

    def captured_event(self) -> str:
        if self.captured is None:
            return "the trigger was not run"
        events = self.captured.events()
        return "" if events else "the service's Sentry SDK sent no event"

    def red(self) -> str:
        return self._oracle_must_fail(self.buggy)

    def green(self) -> str:
        result = self._oracle(self.fixed)
        return "" if result.result is GradeResult.PASSED else f"{result.reason} {result.output[-1500:]}"

    def unmasked(self) -> str:
        crash = self.case.bug.crash
        return self._mutant_must_fail("masked", partial(mask, function=crash.function))

    def undeleted(self) -> str:
        crash = self.case.bug.crash
        bodies = ["return None"]
        statement = not_found_statement(self.buggy)
        if statement:
            bodies.append(statement)
        for body in bodies:
            change = partial(delete, function=crash.function, body=body)
            fault = self._mutant_must_fail(f"deleted by {body.splitlines()[-1]!r}", change)
            if fault:
                return fault
        return ""

    def _mutant_must_fail(self, what: str, change: Callable[[str], str]) -> str:
        with fresh_copy(self.buggy) as copy:
            path = copy / self.case.bug.crash.file
            path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
            fault = self._oracle_must_fail(copy)
        return f"{what}: {fault}" if fault else ""

    def _oracle_must_fail(self, tree: Path) -> str:
        result = self._oracle(tree, whole=False)
        right = result.result is GradeResult.FAILED and not result.timed_out
        return "" if right else f"the oracle says {result.result}: {result.reason}"

    def _oracle(self, tree: Path, *, whole: bool = True) -> Grade:
        with fresh_copy(tree) as copy:
            return run_oracle(copy, self.service, self.case, self.sandbox, seconds=_LIMITS.seconds, whole=whole)


def check_case(service: SeededService, case: BugCase, sandbox: Sandbox, *, whole: bool = True) -> CaseReport:
    """All checks of one case; later ones are left out where they would have nothing to stand on.

    Without `whole` the first failed check is the last, for that is enough to know that the case is not valid.
    """
    bug = case.bug
    with tempfile.TemporaryDirectory(prefix="arbase-validate-") as scratch:
        stage = _Stage(service, case, sandbox, Path(scratch))
        work = (
            *(stage.builds, stage.tests, stage.crashes, stage.quiet, stage.captured_event),
            *(stage.red, stage.green, stage.unmasked, stage.undeleted),
        )
        checks: list[Check] = []
        for name, step in zip(CHECKS, work, strict=True):
            checks.append(_checked(name, step))
            if not checks[-1].passed and (name == "builds" or not whole):
                break
    return CaseReport(bug=bug.id, family=bug.family, difficulty=bug.difficulty, checks=tuple(checks))


def check_service(service: SeededService, sandbox: Sandbox) -> tuple[Check, ...]:
    """The clean history ends in exactly service/, is deterministic, and its visible tests pass."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="arbase-validate-")))
        built: list[BuiltHistory] = []

        def history() -> str:
            for name in ("first", "second"):
                # Each from the patches: copies of one workshop would be equal in any case.
                build_workshop(service, scratch / f"{name}-workshop")
                built.append(build_history(service, scratch / name, workshop=scratch / f"{name}-workshop"))
            if built[0].tip != built[1].tip:
                return "two builds give two hashes"
            different = differences_from_sources(service, scratch / "first")
            return f"the history does not end in service/: {', '.join(different[:5])}" if different else ""

        def tests() -> str:
            ready = set_up(scratch / "first", sandbox)
            if ready is not None and ready.exit_status != 0:
                return f"the set-up ended with {ready.exit_status}: {_end(ready.stderr)}"
            return _visible_tests(scratch / "first", sandbox)

        checks = [_checked("history", history)]
        if checks[0].passed:
            checks.append(_checked("clean tests", tests))
        return tuple(checks)


def _checked(name: str, step: Callable[[], str]) -> Check:
    """Make one check: an empty answer is a pass, an error of the harness is a failed check that says so."""
    started = time.monotonic()
    try:
        fault = step()
    except (ArbaseError, OSError, SyntaxError) as error:
        fault = f"{type(error).__name__}: {error}"
    return Check(name=name, passed=not fault, detail=fault, seconds=round(time.monotonic() - started, 2))


def _visible_tests(tree: Path, sandbox: Sandbox) -> str:
    with fresh_copy(tree) as copy:
        command = load_service(copy).commands.test
        if not command:
            return "service.yaml has no test command"
        run = run_in(copy, command, sandbox, limits=_LIMITS)
    if run.timed_out:
        return f"the visible tests did not end within {_LIMITS.seconds:g} s"
    return "" if run.exit_status == 0 else f"the visible tests ended with {run.exit_status}: {_end(run.stdout)}"


def _is_crash(seen: Capture) -> bool:
    """The application failed: 502 to 504 are its own answers about a dependency, 0 is the exit status of success."""
    last = seen.steps[-1]
    return bool(last.error) or last.status is None or last.status == 500 or (last.status < 100 and last.status != 0)


def _crash_fault(seen: Capture, case: BugCase, tree: Path) -> str:
    """Why this is not the crash of bug.yaml; empty if it is."""
    if any(step.error or step.status is None or step.status >= 500 for step in seen.steps[:-1]):
        return "a request of `before` crashed"
    if not _is_crash(seen):
        return f"no crash, status {seen.steps[-1].status}: {seen.steps[-1].text[-300:]}"
    events = [event for event in seen.events() if event.get("exception")]
    if not events:
        return f"no event with an exception: {seen.steps[-1].text[-500:]}"
    raised = events[-1]["exception"]["values"][-1]
    crash = case.bug.crash
    frames = own_frames(raised, tree.resolve(), tree)
    # Where the stack overflows depends on how deep it was before, so any frame of the recursion will do.
    candidates = frames if raised.get("type") == "RecursionError" else frames[-1:]
    expected = (crash.file, crash.function.rpartition(".")[2])
    if raised.get("type") == crash.exception and expected in candidates:
        return ""
    return f"crashed with {raised.get('type')} in {frames[-1:]}, bug.yaml says {crash.exception} in {expected}"


def _root_cause_fault(tree: Path, case: BugCase) -> str:
    """Why the root cause in bug.yaml is not a place in the buggy tip; empty if it is."""
    cause = case.bug.root_cause
    path = tree / cause.file
    if not path.is_file():
        return f"root_cause.file {cause.file} is not in the buggy tip"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    first, last = cause.lines
    return "" if 1 <= first <= last <= lines else f"root_cause.lines {cause.lines} are not in {cause.file}"


def _end(output: bytes) -> str:
    return output.decode("utf-8", "replace").strip()[-1200:]
