"""Which failing commands compare values, and how much of a busy machine's time a search may take."""

import pytest

from arbase.replay.inside.trial import STARVED, Budget
from arbase.replay.interface import checks_values, runs_tests


@pytest.mark.parametrize(
    "words",
    [
        ("python", "-m", "pytest", "-q", "tests"),
        ("pytest", "tests/test_a.py::test_b"),
        ("python", "-m", "unittest", "test_till"),
        ("python", "test_examples.py"),
        ("python", "checks/till_test.py"),
        ("python", "./tests.py"),
    ],
)
def test_a_test_program_and_a_test_file_run_tests(words):
    assert runs_tests(words)


@pytest.mark.parametrize(
    "words", [("python", "rescore.py", "data/test.csv"), ("make", "check"), ("python", "contest.py")]
)
def test_another_program_runs_no_tests(words):
    assert not runs_tests(words)


def test_a_script_checks_values_where_its_own_assert_fails():
    words = ("python", "./check.py")

    assert checks_values(words, "AssertionError", "check.py")
    assert not checks_values(words, "KeyError", "check.py")


def test_an_assert_of_the_code_itself_checks_nothing():
    assert not checks_values(("python", "job.py"), "AssertionError", "shop/prices.py")


def test_a_budget_counts_seconds_of_the_processor_and_not_those_of_waiting():
    budget = Budget(10.0, workers=2)

    budget.took(19.0)
    assert not budget.over
    budget.took(1.0)

    assert budget.over


def test_a_budget_ends_when_nothing_but_waiting_happens():
    assert Budget(-1.0 / STARVED, workers=1).over
