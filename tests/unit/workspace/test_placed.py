"""Where those without a value come, and what docstrings say of what is unknown."""

from __future__ import annotations

import ast

import pytest

from arbase.workspace.placed import placed
from arbase.workspace.promises import may_be_of, tells_of_unknown


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("Those without a day come first.", "first"),
        ("By name; who has no name goes last.", "last"),
        ("By day, the first one on top.", ""),
        ("", ""),
    ],
)
def test_where_those_without_a_value_come(told, place):
    source = f'def tasks():\n    """{told}"""\n'
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert placed(source.splitlines(), function) == place


def test_of_what_is_unknown():
    assert tells_of_unknown("An unknown part is an error.")
    assert not tells_of_unknown("Counts the parts.")


@pytest.mark.parametrize(
    ("told", "kind", "known"),
    [
        ("Codes may be text or a number.", "int", True),
        ("One name or a list of names.", "list", True),
        ("A number or text.", "int", True),
        ("The code; a number is refused.", "int", False),
        ("Codes are text.", "int", False),
        ("Codes are text or a number.", "list", False),
    ],
)
def test_which_types_are_welcome(told, kind, known):
    assert may_be_of(told, kind) is known
