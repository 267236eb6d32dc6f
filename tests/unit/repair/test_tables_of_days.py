"""Tables of days: a column of moments meets a day, and two rows of one day are pivoted."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LOANS = """
from datetime import date

import pandas as panda

DAYS = ["2026-01-05", "2026-02-06", "2026-03-07"]
LOANS = panda.DataFrame({"lent": panda.to_datetime(DAYS), "book": ["a", "b", "c"]})

"""

CASES = [
    Case(
        "both bounds of a function, as it spells pandas",
        LOANS
        + """
def lent(first: date, last: date | None = None):
    chosen = LOANS["lent"]
    kept = LOANS[first <= chosen]
    if last is not None:
        kept = LOANS[(chosen >= first) & (chosen < last)]
    return list(kept["book"])
""",
        "lent(date(2026, 2, 6))",
        (
            "-    kept = LOANS[first <= chosen]",
            "+    kept = LOANS[panda.Timestamp(first) <= chosen]",
            "-        kept = LOANS[(chosen >= first) & (chosen < last)]",
            "+        kept = LOANS[(chosen >= panda.Timestamp(first)) & (chosen < panda.Timestamp(last))]",
        ),
        ["b", "c"],
    ),
    Case(
        "between, of days that are not names",
        LOANS
        + """
def lent(span):
    return sum(LOANS["lent"].between(span["from"], right=span["to"]))
""",
        "lent({'from': date(2026, 2, 6), 'to': date(2026, 3, 1)})",
        (
            '-    return sum(LOANS["lent"].between(span["from"], right=span["to"]))',
            '+    return sum(LOANS["lent"].between(panda.Timestamp(span["from"]), right=panda.Timestamp(span["to"])))',
        ),
        1,
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "in which zone the day begins is not told",
            LOANS
            + """
def lent(first: date):
    return list(LOANS[LOANS["lent"].dt.tz_localize("UTC") >= first]["book"])
""",
            "lent(date(2026, 2, 6))",
            "day-bounds",
        ),
        Silent(
            "a number is no day",
            LOANS + '\ndef lent(first):\n    return list(LOANS[LOANS["lent"] >= first]["book"])\n',
            "lent(5)",
            "day-bounds",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)


SALES = """
import pandas as pd

SALES = pd.DataFrame(
    {"shop": ["a", "a", "b", "a"], "week": [1, 2, 1, 1], "sold": [5, 6, 7, 8]},
)


def counted(sales):
    return sales.drop_duplicates(subset=["shop", "week"], keep="last")


def total(shop):
    return int(counted(SALES[SALES["shop"] == shop])["sold"].sum())

"""

TWICE = [
    Case(
        "the same table goes through the function elsewhere",
        SALES
        + """
def grid(shops):
    rows = SALES.query("shop in @shops")
    table = pd.pivot(rows.sort_values("week"), index="shop", columns="week", values="sold")
    return table.loc["a"].astype(int).tolist()
""",
        "grid(['a', 'b'])",
        (
            '-    table = pd.pivot(rows.sort_values("week"), index="shop", columns="week", values="sold")',
            '+    table = pd.pivot(counted(rows.sort_values("week")), index="shop", columns="week", values="sold")',
        ),
        [8, 6],
    ),
    Case(
        "the table is turned over where it is taken from",
        SALES
        + """
def grid(shop):
    return SALES[SALES["shop"] == shop].set_index(["shop", "week"])["sold"].unstack().loc[shop].tolist()
""",
        "grid('a')",
        (
            '-    return SALES[SALES["shop"] == shop].set_index(["shop", "week"])["sold"].unstack().loc[shop].tolist()',
            '+    return counted(SALES[SALES["shop"] == shop]).set_index(["shop", "week"])'
            '["sold"].unstack().loc[shop].tolist()',
        ),
        [8, 6],
    ),
]


@named(TWICE)
def test_one_row_counts_as_elsewhere(case, tmp_path):
    check(case, tmp_path)


def test_which_row_counts_is_not_guessed(tmp_path):
    app = SALES.replace("counted(SALES[", "(SALES[") + (
        '\ndef grid():\n    return SALES.pivot(index="shop", columns="week", values="sold")\n'
    )
    check_silent(Silent("the function is not used", app, "grid()", "twice-told"), tmp_path)
