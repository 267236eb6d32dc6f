"""An option that gets its value in another way: the names that made the old one may go, and nothing else."""

from __future__ import annotations

import pytest

from arbase.verify.change import ChangedFile
from arbase.verify.given_otherwise import is_given_otherwise

BEFORE = """_KEYS = ["a"]


def read(path):
    kinds = dict.fromkeys(_KEYS, "str")
    return load(path, sep=None, kind=kinds)
"""
AFTER = 'def read(path):\n    return load(path, sep=None, kind="str")\n'


@pytest.mark.parametrize(
    ("before", "after", "otherwise"),
    [
        (BEFORE, AFTER, True),
        (BEFORE, AFTER.replace('kind="str"', "kind=None"), True),
        (BEFORE, AFTER.replace(', kind="str"', ""), False),
        (BEFORE, AFTER.replace("sep=None, ", ""), False),
        (BEFORE, AFTER.replace("load(path", "load(open(path)"), False),
        (BEFORE.replace("kind=kinds", "kinds"), AFTER.replace("kind=", ""), False),
        (BEFORE.replace("return load", "log(kinds)\n    return load"), AFTER, False),
        (BEFORE, BEFORE, False),
    ],
)
def test_only_the_value_of_the_option_may_differ(before, after, otherwise):
    assert is_given_otherwise(ChangedFile("app.py", before, after)) is otherwise
