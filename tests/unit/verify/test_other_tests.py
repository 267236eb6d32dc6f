"""The run of the tests beside the failing ones."""

from __future__ import annotations

import pytest

from arbase.verify.other_tests import other_tests


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (
            ("python", "-m", "pytest", "-q", "-x", "tests/test_a.py::test_one"),
            ("python", "-m", "pytest", "-q", "tests/test_a.py", "--deselect=tests/test_a.py::test_one"),
        ),
        (
            ("pytest", "a.py::T::test_one[x]", "a.py::test_two", "b.py::test_three", "-k", "one", "--maxfail=1"),
            (
                *("pytest", "a.py", "b.py", "--deselect=a.py::T::test_one[x]"),
                *("--deselect=a.py::test_two", "--deselect=b.py::test_three"),
            ),
        ),
        (("python", "-m", "pytest", "-q", "tests"), ()),
        (("python", "-m", "unittest", "tests.test_a"), ()),
        (("python", "job.py", "a::b"), ()),
    ],
)
def test_the_files_run_without_the_tests_that_are_named(words, others):
    assert other_tests(words) == others
