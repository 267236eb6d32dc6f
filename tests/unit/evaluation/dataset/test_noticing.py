"""Which tests notice a bug, and their files without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.dataset.noticing import MOST_CASES, noticing, without, without_functions

TESTS = '''"""Tests."""
import json
from toy import app, prices

RATES = [1, 2]


@app.mark
def test_one(shop):
    assert app.price("tea") == json.loads("3")


def test_two():
    """Of two
    lines."""
    assert prices.all() == RATES


class TestThree:
    def test_three(self):
        assert prices.all()

    def test_four(self):
        assert True
'''


def test_functions_are_named_once_whatever_their_cases() -> None:
    said = (
        "..F\n=== short test summary info ===\n"
        "FAILED tests/test_a.py::test_one[tea-3] - AssertionError: FAILED\n"
        "FAILED tests/test_a.py::test_one[a b] - KeyError\n"
        "ERROR tests/test_b.py::TestX::test_two - fixture broke\n"
    )
    assert noticing(said) == ("tests/test_a.py::test_one", "tests/test_b.py::TestX::test_two")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "3 passed",
        "ERROR tests/test_a.py - SyntaxError: invalid syntax",  # a file that cannot be collected is no test
        "".join(f"FAILED tests/test_a.py::test_{number} - x\n" for number in range(MOST_CASES + 1)),
    ],
)
def test_nothing_is_told_where_pytest_gave_up_or_named_no_test(said: str) -> None:
    assert noticing(said) is None


def test_test_goes_with_its_decorators_and_the_imports_that_only_it_used() -> None:
    left = without_functions(TESTS, {"test_one"}, "tests/test_a.py")
    assert left == TESTS.replace("import json\n", "").replace("app, prices", "prices").replace(
        '@app.mark\ndef test_one(shop):\n    assert app.price("tea") == json.loads("3")\n\n\n', ""
    )


def test_method_of_a_class_goes_alone() -> None:
    left = without_functions(TESTS, {"TestThree::test_three", "test_two"}, "tests/test_a.py")
    assert "test_three" not in left
    assert "test_two" not in left
    assert "    def test_four(self):\n" in left


@pytest.mark.parametrize(
    ("names", "fault"),
    [({"test_nine"}, "there is no test_nine"), ({"TestThree::test_three", "TestThree::test_four"}, "cannot be taken")],
)
def test_what_cannot_be_taken_out_is_refused(names: set[str], fault: str) -> None:
    with pytest.raises(UserError, match=fault):
        without_functions(TESTS, names, "tests/test_a.py")


def test_file_that_is_gone_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"test_gone\.py: not found"):
        without(tmp_path, ["tests/test_gone.py::test_one"])
