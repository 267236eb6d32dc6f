"""A table from purposes to keys is no made-up value where an earlier function had both; any other table is."""

from __future__ import annotations

import pytest

from tests.unit.verify.test_taken_out import judged

BEFORE = """def offer(text):
    data = opened(text, salt="shop.offer")
    return data["o"]


def view(text):
    data = opened(text, salt="shop.view")
    return data["v"]
"""
AFTER = """def opened(text, salt):
    return [text, salt]


def read(text, salt):
    number, end = opened(text, salt=salt)
    return number
"""
CHANGE = "number = opened(text, salt=salt)[{}[salt]]"


@pytest.mark.parametrize(
    ("table", "stands"),
    [
        ('{"shop.offer": "o", "shop.view": "v"}', True),
        ('{"shop.offer": "v", "shop.view": "o"}', False),
        ('{"shop.offer": "o", "shop.pin": "p"}', False),
    ],
)
def test_a_key_goes_with_what_it_was_read_with(tmp_path, table, stands):
    change = ("number, end = opened(text, salt=salt)", CHANGE.format(table))
    assert judged(tmp_path, AFTER, change, BEFORE).passed is stands


def test_a_table_that_gives_a_value_is_no_key(tmp_path):
    change = ("return number", 'return {"shop.offer": "o"}[salt]')
    assert not judged(tmp_path, AFTER, change, BEFORE).passed
