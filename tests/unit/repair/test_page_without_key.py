"""Pages behind a row that has no value in the column by which they are ordered."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("pandas")

PAGES = """
import json

import pandas as pd

ROWS = pd.DataFrame({{"id": ["a", "b", "c", "d"], "price": [2.0, None, None, 1.0]}})


def read(cursor):
    key, last = json.loads(cursor)
    return float(key), last


def behind(rows, key, last):
    price = rows["price"]
    later = rows["id"] > last
    larger = price > key
    return rows[{asked}]


def page(cursor):
    rows = ROWS.sort_values(["price", "id"], na_position="last")
    {call}
"""
ASKED = "larger | ((price == key) & later) | price.isna()"
STARRED = "return behind(rows, *read(cursor))['id'].tolist()"
NAMES = "key, last = read(cursor)\n    return behind(rows, key, last)['id'].tolist()"
CHANGES = (
    "-    return float(key), last",
    "+    return None if key is None else float(key), last",
    "+    if key is None:",
    "+        return rows[price.isna() & later]",
)
TRIGGER = """page('[null, "b"]')"""


@named(
    [
        Case("what was read is handed on at once", PAGES.format(asked=ASKED, call=STARRED), TRIGGER, CHANGES, ["c"]),
        Case("what was read has names", PAGES.format(asked=ASKED, call=NAMES), TRIGGER, CHANGES, ["c"]),
    ]
)
def test_rows_without_a_value_come_behind_one(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "rows without a value are not shown at all",
            PAGES.format(asked="larger | ((price == key) & later)", call=STARRED),
            TRIGGER,
            "page-without-key",
        ),
        Silent(
            "the selection is handed another key",
            PAGES.format(asked=ASKED, call="read(cursor)\n    return behind(rows, 1.0, 'a')['id'].tolist()"),
            TRIGGER,
            "page-without-key",
        ),
        Silent(
            "a key that is something else",
            PAGES.format(asked=ASKED, call=STARRED),
            """page('[[], "b"]')""",
            "page-without-key",
        ),
    ]
)
def test_other_pages_stay(case, tmp_path):
    check_silent(case, tmp_path)
