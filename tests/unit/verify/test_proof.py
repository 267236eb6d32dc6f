"""The proof: red, green, red again; evidence that tests ran; suite and lint compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arbase.domain.diagnosis import CrashSpec, Reproduction, Stimulus
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.domain.service import Commands, Service
from arbase.domain.triage import CodeLocation
from arbase.verify.proof import Findings, Prover
from arbase.verify.proving import proving_tests
from tests.unit.verify.doubles import ScriptedSandbox, Told, write

SOURCE = "def f(x):\n    return x['a']\n"
FIXED = SOURCE.replace("'a'", "'b'")
NEW = "tests/test_new.py"
NEW_TEST = "from app import f\n\n\ndef test_new():\n    assert f({'b': 1}) == 1\n"
ID = "tests.test_new::test_new"
CRASH = CrashSpec(exception="KeyError", message="'a'", location=CodeLocation(path="app.py", line=2, function="f"))
TESTS = Patch(edits=(FileEdit(path=NEW, before=None, after=NEW_TEST),))
CANDIDATE = CandidateFix(
    patch=Patch(edits=(FileEdit(path="app.py", before=SOURCE, after=FIXED),)), tests=TESTS, engine="x", stream="x"
)
RED: Told = (1, {ID: "failed: KeyError: 'a'"})
GREEN: Told = (0, {ID: "passed"})
Answer = Callable[[bool], Told]


def prove(
    tmp_path: Path,
    tests: Answer,
    suite: Answer | None = None,
    lint: Answer | None = None,
    suite_words: tuple[str, ...] = ("python", "-m", "pytest"),
) -> Findings:
    """Prove the candidate where the answers depend only on whether the fix is in the folder."""
    write(tmp_path, {"app.py": SOURCE, "tests/test_old.py": "def test_old():\n    assert True\n"})

    def answer(command: tuple[str, ...], folder: Path) -> Told:
        fixed = (folder / "app.py").read_text() == FIXED
        if command[0] == "lint" and lint is not None:
            return lint(fixed)
        if NEW in command:
            return tests(fixed)
        assert suite is not None
        return suite(fixed)

    words = suite_words if suite else ()
    commands = Commands(test=words, lint=("lint",) if lint else ())
    service = Service(name="s", repository=tmp_path, commands=commands)
    return Prover(ScriptedSandbox(answer), service, tmp_path, CRASH).prove(CANDIDATE, TESTS, lambda run: None)


def red_green(fixed: bool) -> Told:
    return GREEN if fixed else RED


def test_red_green_red_is_a_proof(tmp_path: Path) -> None:
    findings = prove(tmp_path, red_green)
    assert findings.refusal == ""
    assert [(run.name, run.exit_status, run.as_expected) for run in findings.runs] == [
        ("tests before the fix", 1, True),
        ("tests with the fix", 0, True),
        ("tests with the fix reverted", 1, True),
    ]
    assert findings.notes == ["The service names no test command, so no suite was run."]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((0, {ID: "passed"}), "did not run before"),
        ((1, {ID: "failed: ImportError: no module"}), "another reason"),
        ((1, {ID: "error: fixture"}), "no test fails"),
        ((1, {"::tests.test_new": "error: collection"}), "did not run"),
        ((2, {}), "did not run"),
        ((1, None), "did not run"),
        ((124, None), "no end within"),
        ((1, {"tests.test_other::test_new_too": "failed: KeyError"}), "did not run"),
    ],
)
def test_tests_that_do_not_fail_with_the_crash_prove_nothing(before: Told, said: str, tmp_path: Path) -> None:
    findings = prove(tmp_path, lambda fixed: GREEN if fixed else before)
    assert said in findings.refusal
    assert not findings.runs[-1].as_expected


@pytest.mark.parametrize(
    "after",
    [
        (0, None),
        (0, {}),
        (0, {"tests.test_other::test_x": "passed"}),
        (0, {ID: "skipped: later"}),
        (0, {ID: "failed: KeyError"}),
        (1, {ID: "passed"}),
        (-9, {ID: "passed"}),
        (124, {ID: "passed"}),
    ],
)
def test_exit_without_evidence_that_the_tests_passed_is_refused(after: Told, tmp_path: Path) -> None:
    findings = prove(tmp_path, lambda fixed: after if fixed else RED)
    assert findings.refusal.startswith("with the fix")


@pytest.mark.parametrize("left", ["sitecustomize.py", "tests/conftest.py", "pytest.ini"])
def test_tests_that_stay_green_by_code_that_the_fix_left_are_refused(left: str, tmp_path: Path) -> None:
    findings = left_behind(left, tmp_path)
    assert "reverted" in findings.refusal


def test_data_that_the_tests_use_up_is_made_anew_for_the_last_run(tmp_path: Path) -> None:
    findings = left_behind("data.sqlite", tmp_path)
    assert findings.refusal == ""
    assert findings.runs[-1].exit_status == 1
    assert "fresh copy" in findings.notes[0]


def test_tests_that_pass_without_the_fix_in_a_fresh_copy_too_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": SOURCE})
    fixed: set[Path] = set()
    without: list[Path] = []

    def answer(command: tuple[str, ...], folder: Path) -> Told:
        # Runs overlap, so their order tells nothing: a copy where the fix never lay is red, but only the first of them.
        if (folder / "app.py").read_text() == FIXED:
            fixed.add(folder)
            return GREEN
        if folder in fixed:
            return GREEN
        without.append(folder)
        return RED if len(without) == 1 else GREEN

    service = Service(name="s", repository=tmp_path)
    findings = Prover(ScriptedSandbox(answer), service, tmp_path, CRASH).prove(CANDIDATE, TESTS, lambda run: None)
    assert findings.refusal
    assert len(set(without)) == 2, "one run before the fix, and one in a fresh copy after it"


def left_behind(name: str, tmp_path: Path) -> Findings:
    """The fix leaves a file with which the tests pass without it."""
    write(tmp_path, {"app.py": SOURCE, "tests/test_old.py": ""})

    def answer(command: tuple[str, ...], folder: Path) -> Told:
        if (folder / "app.py").read_text() == FIXED:
            (folder / name).touch()
        return GREEN if (folder / name).exists() else RED

    service = Service(name="s", repository=tmp_path)
    return Prover(ScriptedSandbox(answer), service, tmp_path, CRASH).prove(CANDIDATE, TESTS, lambda run: None)


def test_proof_that_was_started_ahead_runs_nothing_twice(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": SOURCE})
    asked: list[tuple[str, ...]] = []

    def answer(command: tuple[str, ...], folder: Path) -> Told:
        asked.append(command)
        return red_green((folder / "app.py").read_text() == FIXED)

    service = Service(name="s", repository=tmp_path, commands=Commands(test=("python", "-m", "pytest")))
    prover = Prover(ScriptedSandbox(answer), service, tmp_path, CRASH)
    prover.ahead(CANDIDATE, TESTS)
    prover.prove(CANDIDATE, TESTS, lambda run: None)
    assert len(asked) == 5  # red, green, red again, the suite without and with the fix


def test_suite_may_fail_where_it_failed_before_but_nowhere_else(tmp_path: Path) -> None:
    old = {"tests.test_old::test_a": "passed", "tests.test_old::test_b": "failed: old"}
    findings = prove(tmp_path, red_green, lambda fixed: (1, old))
    assert findings.refusal == ""
    assert findings.notes == ["1 tests of the suite already failed before the fix."]
    broken = {**old, "tests.test_old::test_a": "failed: new"}
    assert "test_a" in prove(tmp_path, red_green, lambda fixed: (1, broken if fixed else old)).refusal


def test_suite_in_which_a_passing_test_vanishes_is_refused(tmp_path: Path) -> None:
    both = {"tests.test_old::test_a": "passed", "tests.test_old::test_b": "passed"}
    one = {"tests.test_old::test_a": "passed"}
    assert "test_b" in prove(tmp_path, red_green, lambda fixed: (0, one if fixed else both)).refusal
    assert "nothing shows" in prove(tmp_path, red_green, lambda fixed: (0, None if fixed else both)).refusal


def test_flaky_test_of_the_suite_is_noted_and_does_not_count(tmp_path: Path) -> None:
    runs: list[bool] = []

    def suite(fixed: bool) -> Told:
        runs.append(fixed)
        # Fails in the first run with the fix and in the second one without it.
        # The two run at one time, so only the count of each says which run it is.
        fails = runs.count(fixed) == (1 if fixed else 2)
        return 1, {"tests.test_old::test_a": "failed: flake" if fails else "passed"}

    findings = prove(tmp_path, red_green, suite)
    assert findings.refusal == ""
    assert any("Flaky" in note for note in findings.notes)


def test_suite_without_single_tests_is_compared_by_exit_status(tmp_path: Path) -> None:
    def run(before: int, after: int) -> Findings:
        return prove(
            tmp_path, red_green, lambda fixed: (after if fixed else before, None), suite_words=("make", "test")
        )

    assert run(0, 0).refusal == ""
    assert "passed before and fails now" in run(0, 2).refusal
    assert run(2, 2).refusal == ""
    assert any("not compared" in note for note in run(2, 2).notes)


def test_suite_that_never_ended_is_not_compared_but_one_that_hangs_now_is_refused(tmp_path: Path) -> None:
    passed: Told = (0, {"tests.test_old::test_a": "passed"})
    findings = prove(tmp_path, red_green, lambda fixed: (124, None))
    assert findings.refusal == ""
    assert "not compared" in findings.notes[0]
    assert "does not end" in prove(tmp_path, red_green, lambda fixed: (124, None) if fixed else passed).refusal


def test_empty_suite_is_noted(tmp_path: Path) -> None:
    assert prove(tmp_path, red_green, lambda fixed: (5, {})).notes == ["The repository has no tests of its own."]


def test_lint_must_not_get_worse(tmp_path: Path) -> None:
    suite: Answer = lambda fixed: (5, {})  # noqa: E731 - a table's entry
    assert prove(tmp_path, red_green, suite, lambda fixed: (0, None)).refusal == ""
    assert "lint" in prove(tmp_path, red_green, suite, lambda fixed: (int(fixed), None)).refusal
    findings = prove(tmp_path, red_green, suite, lambda fixed: (1, None))
    assert findings.refusal == ""
    assert any("lint command failed before" in note for note in findings.notes)


def test_reproduction_is_proved_and_delivered_with_the_candidates_tests() -> None:
    reproduction = Reproduction(
        stimulus=Stimulus(), attempts=3, failures=3, test_path="tests/test_it.py", test_source="def test_it(): ...\n"
    )
    proved, delivered = proving_tests(CANDIDATE, reproduction)
    assert proved.paths == delivered.paths == (NEW, "tests/test_it.py")


def test_reproduction_that_the_candidate_rewrote_still_runs_as_diagnosed() -> None:
    reproduction = Reproduction(
        stimulus=Stimulus(), attempts=3, failures=3, test_path=NEW, test_source="def test_it(): ...\n"
    )
    proved, delivered = proving_tests(CANDIDATE, reproduction)
    assert proved.paths == (NEW, "tests/test_new_as_diagnosed.py")
    assert delivered.paths == (NEW,)
