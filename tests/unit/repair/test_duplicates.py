"""Labels of pandas that come twice: the program says which one counts, or what is made of several."""

from __future__ import annotations

import pytest

from arbase.workspace.repeats import which_counts
from tests.unit.repair.cases import Case, Silent, check, check_silent, named

READINGS = '''
"""Readings of sensors.

Gateways send a reading again when they are unsure: of readings for the same time the last one counts.
"""
import pandas as pd

ROWS = {"a": [("06:00", 1.0), ("07:00", 2.0)], "b": [("07:00", 3.0), ("06:00", 5.0), ("07:00", 4.0)]}


def series_of(key):
    rows = ROWS[key]
    series = pd.Series([value for _, value in rows], index=[at for at, _ in rows])
    return series.sort_index()


def compare(left, right):
    both = pd.concat({"left": series_of(left), "right": series_of(right)}, axis=1).dropna()
    return both["right"].tolist()
'''
MOVES = """
import pandas as pd

MOVES = pd.DataFrame({"sku": ["a", "a", "b"], "day": [1, 1, 2], "units": [3, 4, 5]})


def by_sku():
    return MOVES.groupby("sku")["units"].sum().to_dict()


def matrix():
    table = MOVES.pivot(index="sku", columns="day", values="units")
    return table.fillna(0).loc["a"].tolist()
"""

CASES = [
    Case(
        "of equal labels the one that counts is kept where the series is made",
        READINGS,
        'compare("a", "b")',
        ('+    series = series[~series.index.duplicated(keep="last")]',),
        [5.0, 4.0],
    ),
    Case(
        "a series that is returned as it is made",
        READINGS.replace("    series = pd", "    return pd").replace("    return series.sort_index()\n", ""),
        'compare("a", "b")',
        (
            "-    return pd.Series([value for _, value in rows], index=[at for at, _ in rows])",
            "+    return pd.Series([value for _, value in rows], index=[at for at, _ in rows])"
            ".groupby(level=0, sort=False).last()",
        ),
        [5.0, 4.0],
    ),
    Case(
        "several values of a cell are added up as the program adds up the same column",
        MOVES,
        "matrix()",
        (
            '-    table = MOVES.pivot(index="sku", columns="day", values="units")',
            '+    table = MOVES.pivot_table(index="sku", columns="day", values="units", aggfunc="sum")',
        ),
        [7.0, 0.0],
    ),
]


@named(CASES)
def test_what_comes_twice_is_made_one(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "nobody says which one counts",
        READINGS.replace("of readings for the same time the last one counts", "all are kept"),
        'compare("a", "b")',
        "duplicates",
    ),
    Silent(
        "nobody says what is made of several",
        MOVES.replace('["units"].sum()', '["day"].count()'),
        "matrix()",
        "duplicates",
    ),
]


@named(SILENT)
def test_nothing_is_kept_by_chance(case, tmp_path):
    check_silent(case, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Of several prices for a day the latest wins.", ("last",)),
        ("If a row comes twice, it keeps the first.", ("first",)),
        ("The last one counts.", ()),
        ("Moves of the same day are added up. A duplicate name takes the last.", ("sum", "last")),
        (None, ()),
    ],
)
def test_texts_say_which_of_several_counts(text, said):
    assert which_counts([text]) == said
