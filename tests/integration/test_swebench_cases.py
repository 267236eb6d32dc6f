"""A file in the format of SWE-bench from a local repository, run end to end: pipeline, hidden tests, totals."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from arbase.bootstrap.pipeline import sandbox_for
from arbase.commands.cases import measure_outside
from arbase.domain.errors import SandboxError
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.cases.swebench import read_instances
from arbase.evaluation.repair import CaseOutcome, CaseResult, totals
from arbase.settings import Settings

# Whole pipelines on a machine that may be busy.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

LEDGER = '''"""Sums of bookings."""


def balance(rows):
    """The sum of all amounts."""
    return sum(row["amount"] for row in rows)


def largest(rows, count):
    """The largest amounts, best first."""
    ordered = sorted((row["amount"] for row in rows), reverse=True)
    return ordered[1:count]
'''
TESTS = """from ledger import balance, largest

ROWS = [{"amount": 3}, {"amount": 1}, {"amount": 2}]


def test_balance():
    assert balance(ROWS) == 6


def test_largest():
    assert largest(ROWS, 2) == [3, 2]


def test_largest_of_all():
    assert largest(ROWS, 9) == [3, 2, 1]
"""
HIDDEN = "\n\ndef test_largest_one():\n    assert largest(ROWS, 1) == [{}]\n"
FILE = "tests/test_ledger.py"
# The plugins of arbase's own environment take seconds to load, many times over.
LEAN = "[pytest]\naddopts = -p no:hypothesispytest -p no:xdist -p no:anyio -p no:timeout\n"
OLDER = ("python3.7", "python3.8", "python3.9", "python3.10")


class Bench:
    """The repository, and instances of its one fault."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "instances.json"
        self.repository = folder / "acme__ledger"
        (self.repository / "tests").mkdir(parents=True)
        (self.repository / "ledger.py").write_text(LEDGER)
        (self.repository / FILE).write_text(TESTS)
        (self.repository / "pytest.ini").write_text(LEAN)
        self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Start")
        self.base = self.git("rev-parse", "HEAD").strip()
        self.fix = self.patch("ledger.py", LEDGER.replace("[1:count]", "[:count]"))

    def git(self, *words: str) -> str:
        author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        command = ["git", *author, *words]
        return subprocess.run(command, cwd=self.repository, check=True, capture_output=True, text=True).stdout

    def patch(self, path: str, text: str) -> str:
        """The diff that makes `text` of a file; what comes after the base commit is in the repository as well."""
        (self.repository / path).write_text(text)
        diff = self.git("diff", self.base, "--", path)
        self.git("commit", "-q", "-a", "-m", "Later")
        return diff

    def instance(self, name: str, fail: tuple[str, ...], hidden: str = HIDDEN.format(3), **more: Any) -> dict[str, Any]:
        return {
            "instance_id": name,
            "repo": "acme/ledger",
            "base_commit": self.base,
            "patch": self.fix,
            "test_patch": self.patch(FILE, TESTS + hidden),
            "problem_statement": "The largest one is missing",
            "FAIL_TO_PASS": json.dumps([f"{FILE}::{one}" for one in fail]),
            "PASS_TO_PASS": json.dumps([f"{FILE}::test_balance"]),
            **more,
        }

    def run(self, *instances: dict[str, Any]) -> dict[str, CaseResult]:
        self.file.write_text(json.dumps(instances))
        try:
            sandbox_for(Service(name="case", repository=self.repository))
        except SandboxError as error:
            pytest.skip(str(error))
        cases = read_instances(self.file)
        return {case.id: measure_outside(Settings(), case, unobserved) for case in cases}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_instances_of_a_local_repository_run_to_the_end_and_are_counted_right(bench: Bench) -> None:
    found = bench.run(
        bench.instance("right", ("test_largest", "test_largest_one")),
        # The hidden test wants what no fix of the visible one gives.
        bench.instance("contradicted", ("test_largest", "test_largest_one"), HIDDEN.format(7)),
        bench.instance("hidden", ("test_largest_one",)),
    )

    assert {name: one.outcome for name, one in found.items()} == {
        "right": CaseOutcome.RIGHT,
        "contradicted": CaseOutcome.WRONG,
        "hidden": CaseOutcome.DECLINED,
    }, found
    assert "+    return ordered[" in found["right"].patch
    assert "not in the repository" in found["hidden"].reason
    sums = totals(list(found.values()))
    assert (sums.verified.hits, sums.verified_right.hits, sums.verified_wrong.hits, sums.declined.hits) == (2, 1, 1, 1)
    assert (sums.reproduced.hits, sums.top1_function.hits, sums.top1_function.total) == (2, 2, 3)
    assert (sums.failed.hits, sums.infrastructure) == (0, 0)


def test_instance_runs_with_an_older_interpreter_of_its_own(bench: Bench) -> None:
    found = [path for path in map(shutil.which, OLDER) if path is not None and _has_pytest(path)]
    if not found:
        pytest.skip(f"none of {', '.join(OLDER)} is installed with pytest")
    # Only an interpreter of that version imports it.
    version = Path(found[0]).name.removeprefix("python3.")
    older = f"import sys\n\nassert sys.version_info[:2] == (3, {version})\n" + TESTS
    (bench.repository / FILE).write_text(older)
    bench.git("commit", "-q", "-a", "-m", "Only there")
    bench.base = bench.git("rev-parse", "HEAD").strip()
    (bench.repository / "ledger.py").write_text(LEDGER)
    bench.git("commit", "-q", "-a", "--allow-empty", "-m", "With the fault")
    bench.base = bench.git("rev-parse", "HEAD").strip()

    result = bench.run(bench.instance("older", ("test_largest",), test_patch="", python=found[0]))["older"]

    assert result.outcome is CaseOutcome.RIGHT, result


def test_traceback_that_no_request_explains_is_reproduced_by_the_failing_test_of_the_repository(bench: Bench) -> None:
    (bench.repository / "ledger.py").write_text(LEDGER.replace("ordered[1:count]", "order[:count]"))
    bench.git("commit", "-q", "-a", "-m", "Rename")
    bench.base = bench.git("rev-parse", "HEAD").strip()
    said = (
        'Traceback (most recent call last):\n  File "ledger.py", line 12, in largest\n    return order[:count]\n'
        "NameError: name 'order' is not defined\n"
    )
    (result,) = bench.run(bench.instance("crash", ("test_largest",), test_patch="", problem_statement=said)).values()
    assert result.reproduced
    assert result.outcome is CaseOutcome.RIGHT, result


def _has_pytest(python: str) -> bool:
    return subprocess.run([python, "-c", "import pytest"], check=False, capture_output=True).returncode == 0
