"""Repositories that cannot be repaired: each ends with a sentence that says what and where, and nothing is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arbase.bootstrap.home import open_store
from arbase.bootstrap.pipeline import fault_pipeline, sandbox_for
from arbase.domain.errors import SandboxError
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.evaluation.cases import evidence
from arbase.evaluation.cases.case import read_case
from arbase.evaluation.cases.run import run_outside_case
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.settings import Settings
from arbase.verify import proof

CODE = "def larger(a, b):\n    # the larger one\n    if a < b:\n        return a\n    return b\n"
TESTS = """\
import unittest
from shop import larger

class LargerTest(unittest.TestCase):
    def test_first(self):
        self.assertEqual(larger(3, 2), 3)

    def test_second(self):
        self.assertEqual(larger(2, 5), 5)

    def test_equal(self):
        self.assertEqual(larger(4, 4), 4)
"""
FAILING = "failing: python -m unittest test_shop\n"


@pytest.fixture
def place(tmp_path):
    """A case whose repository is a plain folder with a wrong comparison."""
    repository = tmp_path / "repo"
    repository.mkdir()
    (repository / "shop.py").write_text(CODE)
    (repository / "test_shop.py").write_text(TESTS)
    return tmp_path


def outcome(place: Path, text: str) -> CaseResult:
    """What becomes of the case."""
    (place / "case.yaml").write_text(f"id: bad\nrepository: repo\n{text}")
    case = read_case(place / "case.yaml")
    try:
        sandbox = sandbox_for(Service(name="case", repository=place))
    except SandboxError as error:
        pytest.skip(str(error))
    return run_outside_case(
        case,
        sandbox,
        lambda service: fault_pipeline(Settings(), service),
        lambda home: open_store(Settings(home=home)),
        unobserved,
    )


@pytest.fixture
def impatient(monkeypatch):
    """What does not end is waited for as often as ever, and not as long: nothing here takes a second that ends."""
    monkeypatch.setattr(evidence, "FAILING_SECONDS", 6.0)
    monkeypatch.setattr(proof, "HANG_SECONDS", 6.0)


def git(folder: Path, *words: str) -> str:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    run = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **names}, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def committed(place: Path) -> str:
    repository = place / "repo"
    git(repository, "init", "-q", "-b", "main")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "start")
    return git(repository, "rev-parse", "HEAD")


def test_a_missing_interpreter_is_named(place):
    found = outcome(place, FAILING + "python: /opt/python9/bin/python\n")

    assert found.outcome is CaseOutcome.FAILED
    assert "no interpreter '/opt/python9/bin/python'" in found.reason


def test_a_missing_repository_is_named(place):
    (place / "repo").rename(place / "elsewhere")

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.FAILED
    assert str(place / "repo") in found.reason


def test_a_missing_commit_is_named(place):
    committed(place)

    found = outcome(place, FAILING + "commit: 0123456789abcdef0123456789abcdef01234567\n")

    assert found.outcome is CaseOutcome.FAILED
    assert "has no commit '0123456789abcdef" in found.reason


def test_a_commit_of_a_plain_folder_is_refused(place):
    found = outcome(place, FAILING + "commit: abc123\n")

    assert found.outcome is CaseOutcome.FAILED
    assert "is no git repository" in found.reason


def test_a_failing_set_up_command_is_named(place):
    described = place / "repo" / ".arbase"
    described.mkdir()
    text = "name: bad\ncommands: {setup: [python, -c, 'import sys; sys.exit(\"no such index\")']}\n"
    (described / "service.yaml").write_text(text)

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.FAILED
    assert "The setup command of service bad" in found.reason
    assert "no such index" in found.reason


def test_a_command_that_passes_leaves_nothing_to_repair(place):
    found = outcome(place, "failing: python -c 'print(1)'\n")

    assert found.outcome is CaseOutcome.DECLINED
    assert "passes, so there is nothing to repair" in found.reason


def test_a_command_that_does_not_exist_is_named(place):
    found = outcome(place, "failing: no-such-program --all\n")

    assert found.outcome is CaseOutcome.FAILED
    assert "no-such-program" in found.reason


def test_a_repository_without_tests_is_only_diagnosed(place):
    (place / "repo" / "test_shop.py").unlink()
    (place / "repo" / "job.py").write_text("from shop import larger\nassert larger({}, 2) == 3\n")

    found = outcome(place, "failing: python job.py\n")

    assert found.outcome is CaseOutcome.DECLINED
    assert found.reason


def test_syntax_that_breaks_is_declined(place):
    (place / "repo" / "shop.py").write_text("def larger(a, b:\n")

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.DECLINED
    assert found.reason


def test_a_dirty_checkout_and_a_detached_head_stay_as_they_are(place):
    commit = committed(place)
    repository = place / "repo"
    git(repository, "checkout", "-q", "--detach")
    (repository / "shop.py").write_text(CODE + "# not committed\n")
    (repository / "notes.txt").write_text("mine\n")
    before = (git(repository, "status", "--porcelain"), git(repository, "for-each-ref"))

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.VERIFIED
    assert "# not committed" not in found.patch
    assert "-    if a < b:\n+    if a > b:\n" in found.patch
    assert (git(repository, "status", "--porcelain"), git(repository, "for-each-ref")) == before
    assert git(repository, "rev-parse", "HEAD") == commit


@pytest.mark.slow
def test_later_commits_that_hold_the_fix_are_not_seen(place):
    commit = committed(place)
    repository = place / "repo"
    (repository / "shop.py").write_text(CODE.replace("<", ">"))
    git(repository, "commit", "-qam", "fix")

    found = outcome(place, FAILING + f"commit: {commit}\n")

    assert found.outcome is CaseOutcome.VERIFIED
    assert found.stream == "mutation"


def test_links_and_submodules_that_point_outside_are_left_out(place):
    repository = place / "repo"
    secret = place / "secret.py"
    secret.write_text("raise SystemExit('leaked')\n")
    (repository / "escape.py").symlink_to(secret)
    (repository / "etc").symlink_to("/etc")
    commit = committed(place)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{commit},vendor/other")
    git(repository, "commit", "-qm", "a submodule that is nowhere")

    found = outcome(place, "failing: python escape.py\n")

    assert found.outcome in {CaseOutcome.DECLINED, CaseOutcome.FAILED}
    assert "leaked" not in found.reason


@pytest.mark.slow
def test_ten_gigabytes_of_output_fill_nothing(place):
    (place / "repo" / "job.py").write_text(
        "import sys\nfor _ in range(10_000):\n    sys.stdout.write('x' * (1 << 20))\nraise KeyError('end')\n"
    )

    found = outcome(place, "failing: python job.py\n")

    assert found.outcome in {CaseOutcome.DECLINED, CaseOutcome.FAILED}
    assert found.reason


@pytest.mark.slow
def test_a_fork_bomb_in_the_failing_command_leaves_the_machine_usable(place):
    (place / "repo" / "job.py").write_text("import os\nwhile True:\n    os.fork()\n")

    found = outcome(place, "failing: python job.py\n")

    assert found.outcome in {CaseOutcome.DECLINED, CaseOutcome.FAILED}
    assert found.reason
    assert subprocess.run([sys.executable, "-c", "print(1)"], check=True, capture_output=True).stdout == b"1\n"


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("impatient")
def test_a_command_that_hangs_is_declined_or_repaired_in_bounded_time(place):
    (place / "repo" / "job.py").write_text("while True:\n    pass\n")

    found = outcome(place, "failing: python job.py\n")

    assert found.outcome in {CaseOutcome.DECLINED, CaseOutcome.FAILED}
    assert found.reason


def test_a_byte_order_mark_stays_where_it_is(place):
    (place / "repo" / "shop.py").write_bytes(b"\xef\xbb\xbf" + CODE.encode())

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.VERIFIED
    assert "-\ufeff" not in found.patch


def test_a_file_that_cannot_be_read_is_named_where_there_is_no_candidate(place):
    (place / "repo" / "shop.py").write_bytes(b"# -*- coding: latin-1 -*-\n# gr\xf6\xdfer\n" + CODE.encode())

    found = outcome(place, FAILING)

    assert found.outcome is CaseOutcome.DECLINED
    assert "shop.py ran in failing tests and cannot be read" in found.reason


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("impatient")
def test_a_loop_without_end_is_repaired_and_proved(place):
    endless = (
        "def halved(n):\n    steps = 0\n    while n != 1:\n        n = n / 2\n        steps += 1\n    return steps\n"
    )
    (place / "repo" / "shop.py").write_text(endless)
    tests = "from shop import halved\n\nassert halved(8) == 3\nassert halved(1) == 0\nassert halved(5) == 2\n"
    (place / "repo" / "test_shop.py").write_text(tests)

    found = outcome(place, "failing: python test_shop.py\n")

    assert found.outcome in {CaseOutcome.VERIFIED, CaseOutcome.DECLINED}
    assert found.reproduced
    assert found.patch or found.reason
