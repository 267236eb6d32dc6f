"""What the run of a command shows: which tests ran, and how they ended."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from arbase.domain.fix import Patch
from arbase.sandbox.interface import SandboxRun
from arbase.verify.junit import TestResult, expected_tests, results_of

TAIL = 4000
CODE = (".py", ".pyc", ".pth", ".so", ".cfg", ".toml", ".ini", ".egg-link")
Report = dict[str, TestResult]


@dataclass(frozen=True)
class Ran:
    """One command: its run, and the report of tests if it wrote one.

    `left_code`: a run before it in the same folder changed what the interpreter or pytest may read as code.
    """

    run: SandboxRun
    report: Report | None
    left_code: bool = False

    @property
    def output(self) -> str:
        """The end of what it said."""
        text = (self.run.stdout + b"\n" + self.run.stderr).decode("utf-8", "replace").strip()
        return text[-TAIL:]


def code_files(folder: Path) -> dict[str, str]:
    """Digests of all files that the interpreter or pytest may take for code or configuration."""
    found = {}
    for place, names, files in os.walk(folder):
        names[:] = [name for name in names if name not in ("__pycache__", ".pytest_cache")]
        for file in (Path(place) / name for name in files if name.endswith(CODE)):
            known = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
            found[str(file)] = hashlib.sha256(known).hexdigest()
    return found


def missing_test(tests: Patch, report: Report) -> str:
    """The first new test that did not run; empty if all did."""
    wanted = [name for edit in tests.edits for name in expected_tests(edit.path, edit.after or "")]
    if not wanted:
        return "(none is there)"
    return next((name for name in wanted if not results_of(name, report)), "")


def not_green(ran: Ran, tests: Patch) -> str:
    """What is wrong with the new tests' run with the fix; empty if all ran and passed."""
    if ran.report is None:
        return f"with the fix nothing shows that the tests ran: {why(ran)}"
    missing = missing_test(tests, ran.report)
    if missing:
        return f"with the fix the test {missing} did not run"
    worse = [result for result in ran.report.values() if result.ending != "passed"]
    if worse:
        said = worse[0].text.strip().splitlines()
        return f"with the fix {worse[0].id} is {worse[0].ending}: {said[0][:200] if said else ''}"
    return "" if ran.run.exit_status == 0 else f"with the fix the tests end with {why(ran)}"


def command_fault(before: Ran, after: Ran) -> str:
    """What is wrong with the failing command's run with the fix: whatever failed must have run and passed."""
    if after.run.exit_status != 0 or after.run.timed_out:
        return f"with the fix it still fails: {why(after)}"
    if before.report is None:
        return ""
    if not after.report:
        return "with the fix nothing shows that its tests ran"
    # What could not be collected before is reported under another name than its tests.
    failing = {key for key, result in before.report.items() if result.ending == "failed"}
    missed = sorted(key for key in failing if key not in after.report or after.report[key].ending != "passed")
    return f"with the fix {missed[0]} did not run or did not pass" if missed else ""


def not_red_again(ran: Ran, failing: set[str]) -> str:
    """What is wrong with their run without the fix again; empty if the same ones failed."""
    if ran.report is None or ran.run.exit_status != 1:
        return f"with the fix reverted the tests did not run: {why(ran)}"
    return "" if failing_tests(ran.report) == failing else "with the fix reverted other tests fail than before it"


def failing_tests(report: Report) -> set[str]:
    """The tests that failed or broke."""
    return {key for key, result in report.items() if result.ending in {"failed", "error"}}


def lost_tests(before: Report, after: Report) -> set[str]:
    """Tests that passed before and do not pass, or are not there, after."""
    passed = {key for key, result in before.items() if result.ending == "passed"}
    return {key for key in passed if key not in after or after[key].ending != "passed"}


def why(ran: Ran) -> str:
    """How a run ended that should have ended otherwise."""
    if ran.run.timed_out:
        return f"no end within {ran.run.seconds:.0f} s"
    lines = [line for line in ran.output.splitlines() if line.strip()]
    if "No module named pytest" in ran.output:
        return "the service's interpreter has no pytest; install it there"
    return f"exit status {ran.run.exit_status}" + (f", {lines[-1][:200]}" if lines else "")
