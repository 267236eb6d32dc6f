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


TABLE = 'def read(text):\n    return read_csv(text, sep=";", dtype={"kw": str})\n'


@pytest.mark.parametrize(
    ("before", "after", "otherwise"),
    [
        (TABLE, TABLE.replace('{"kw": str}', "str"), True),
        (TABLE.replace("kw", 'kw": str, "day'), TABLE.replace('{"kw": str}', "str"), True),
        (TABLE, TABLE.replace('{"kw": str}', "object"), False),
        (TABLE, TABLE.replace(', dtype={"kw": str}', ""), False),
        (TABLE, TABLE.replace('sep=";", dtype={"kw": str}', "dtype=str"), False),
        (TABLE.replace("str}", 'str, "n": int}'), TABLE.replace('{"kw": str}', "str"), False),
        (TABLE.replace("dtype", "names"), TABLE.replace('dtype={"kw": str}', "names=str"), False),
    ],
)
def test_a_kind_of_some_columns_may_become_that_of_all(before, after, otherwise):
    assert is_given_otherwise(ChangedFile("app.py", before, after)) is otherwise
