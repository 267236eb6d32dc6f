"""What makes an edit untidy, and what makes it likely."""

import ast

import pytest

from arbase.repair.static.mutation.tidiness import recursive, tidiness, uneven, unfilled


def function(text: str) -> ast.FunctionDef:
    found = ast.parse(text).body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


def test_an_empty_container_that_nothing_is_put_into_is_seen():
    text = "def f(a):\n    seen = set()\n    return [x for x in a if x not in seen]\n"

    assert unfilled(function(text)) == {"seen"}
    assert unfilled(function(text.replace("    return", "    seen.add(1)\n    return"))) == set()


def test_a_nested_function_that_calls_itself_is_seen():
    assert recursive(function("def f(a):\n    def g(x):\n        return g(x - 1)\n    return g(a)\n")) == {"g"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return 1", False),
        ("while a:\n        return 1", True),
        ("while True:\n        if a:\n            return 1", False),
        ("while True:\n        if a:\n            return 1\n        break", True),
        ("if a:\n        return 1\n    else:\n        raise ValueError", False),
        ("try:\n        return a()\n    except ValueError:\n        return 0", False),
        ("print(a)", False),
    ],
)
def test_a_function_that_gives_a_value_back_on_some_ways_only_is_uneven(body, expected):
    assert uneven(function(f"def f(a):\n    {body}\n")) is expected


def test_smaller_edits_and_those_that_use_what_lay_idle_come_first():
    before = function("def f(a, b):\n    return a\n")

    assert tidiness(before, before) == 1.0
    small, large = function("def f(a, b):\n    return -a\n"), function("def f(a, b):\n    return (a + a - a)\n")
    assert tidiness(before, large) < tidiness(before, small) < 1.0
    assert tidiness(before, function("def f(a, b):\n    return b\n")) < tidiness(
        before, function("def f(a, b):\n    return a + b\n")
    )
