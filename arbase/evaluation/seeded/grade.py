"""Grades a patched checkout with the hidden oracle: passed, failed, or the grading itself broke.

The verdict rests on three things that the patched code does not own: the exit status of a pytest that reads none of
the repository's configuration, a report file of unpredictable name, and the names of the oracle's tests, each of which
must be reported as passed.
"""

from __future__ import annotations

import ast
import secrets
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from arbase.domain.errors import SandboxError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import BugCase, SeededService
from arbase.evaluation.seeded.checkout import fresh_copy, run_in, set_up
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun

_REPORT_LIMIT = 20_000_000
_PYTEST_BROKE = {3, 4, 5}


class GradeResult(StrEnum):
    """Three different things; only the first is a right fix, the last is not counted against an engine."""

    PASSED = "passed"
    FAILED = "failed"
    INFRASTRUCTURE_ERROR = "infrastructure error"


class Grade(Noun):
    """What the oracle said: `tests` maps each reported test to passed, failed or skipped."""

    result: GradeResult
    reason: str
    tests: dict[str, str] = Field(default_factory=dict)
    seconds: float = 0.0
    timed_out: bool = False
    output: str = ""


def grade(checkout: Path, service: SeededService, case: BugCase, sandbox: Sandbox, *, seconds: float = 120.0) -> Grade:
    """Run the hidden oracle of `case` against a fresh copy of `checkout`, set up anew."""
    try:
        with fresh_copy(checkout) as copy:
            ready = set_up(copy, sandbox)
            if ready is not None and ready.exit_status != 0:
                return Grade(
                    result=GradeResult.FAILED,
                    reason=f"The set-up command ended with {ready.exit_status} in the patched copy.",
                    output=_tail(ready),
                )
            return run_oracle(copy, service, case, sandbox, seconds=seconds)
    except (SandboxError, OSError) as error:
        return Grade(result=GradeResult.INFRASTRUCTURE_ERROR, reason=f"The oracle could not be run: {error}")


def run_oracle(
    copy: Path, service: SeededService, case: BugCase, sandbox: Sandbox, *, seconds: float = 120.0, whole: bool = True
) -> Grade:
    """Run the oracle in `copy`, a set-up copy that is thrown away afterwards; to its first failure if not `whole`."""
    support = (service.oracle_support,) if service.oracle_support.is_dir() else ()
    return run_hidden(copy, (*support, case.oracle), sandbox, seconds=seconds, whole=whole)


def run_hidden(
    copy: Path, folders: Sequence[Path], sandbox: Sandbox, *, seconds: float = 120.0, whole: bool = True
) -> Grade:
    """Lay the folders' files into a hidden folder of `copy` and run the tests among them."""
    secret = secrets.token_hex(8)
    folder = copy / f".oracle-{secret}"
    for source in folders:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = {copy}\naddopts =\n", encoding="utf-8")
    report = folder / f"report-{secret}.xml"
    words = (
        *("python", "-P", "-m", "pytest", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider"),
        *("-c", str(folder / "pytest.ini"), f"--rootdir={folder}", f"--confcutdir={folder}"),
        *(() if whole else ("--exitfirst",)),
        *(f"--junitxml={report}", str(folder)),
    )
    run = run_in(copy, words, sandbox, limits=Limits(seconds=seconds))
    return _judge(run, report, _test_names(folder))


def _judge(run: SandboxRun, report: Path, expected: set[str]) -> Grade:
    tests = _read_report(report)
    known = {"tests": tests, "seconds": run.seconds, "output": _tail(run)}
    if run.timed_out:
        return Grade(result=GradeResult.FAILED, reason="The oracle did not end in time.", timed_out=True, **known)
    if run.exit_status in _PYTEST_BROKE:
        reason = f"pytest itself broke (exit status {run.exit_status})."
        return Grade(result=GradeResult.INFRASTRUCTURE_ERROR, reason=reason, **known)
    if run.exit_status != 0:
        bad = [name for name, state in tests.items() if state == "failed"]
        reason = f"{len(bad)} of {len(tests)} tests failed" + (f", first {bad[0]}." if bad else ".")
        return Grade(result=GradeResult.FAILED, reason=reason, **known)
    passed = {name.partition("[")[0] for name, state in tests.items() if state == "passed"}
    missing = sorted(expected - passed)
    if missing or any(state != "passed" for state in tests.values()):
        reason = f"Exit status 0, but no evidence that all tests ran and passed: {missing or 'some were skipped'}."
        return Grade(result=GradeResult.FAILED, reason=reason, **known)
    return Grade(result=GradeResult.PASSED, reason=f"{len(tests)} tests passed.", **known)


def _test_names(folder: Path) -> set[str]:
    """The names of all test functions of the oracle."""
    return {
        node.name
        for path in folder.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def _read_report(report: Path) -> dict[str, str]:
    """Test name -> passed, failed or skipped, from pytest's JUnit file; empty if it is not there or not readable."""
    try:
        if report.is_symlink() or report.stat().st_size > _REPORT_LIMIT:
            return {}
        root = ET.fromstring(report.read_text(encoding="utf-8"))  # noqa: S314 - no entities: expat refuses to expand far
    except (OSError, UnicodeDecodeError, ET.ParseError):
        return {}
    tests = {}
    for element in root.iter("testcase"):
        kinds = {child.tag for child in element}
        state = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        tests[element.get("name", "")] = state
    return tests


def _tail(run: SandboxRun) -> str:
    return (run.stdout + run.stderr).decode("utf-8", "replace")[-4000:]
