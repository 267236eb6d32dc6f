"""Counts that pandas gives as NaN where nothing was counted."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import pandas as pd

SALES = pd.DataFrame({"day": ["mon", "mon", "tue"], "kind": ["a", "b", "a"], "sold": [2, 3, 4]})
"""
CASES = [
    Case(
        "days without a sale",
        HEAD
        + """
def per_day(days):
    counts = SALES.groupby("day")["sold"].sum()
    counts = counts.reindex(days)
    return {day: int(counts[day]) for day in days}
""",
        'per_day(["mon", "wed"])',
        ("-    counts = counts.reindex(days)", "+    counts = counts.reindex(days, fill_value=0)"),
        {"mon": 5, "wed": 0},
    ),
    Case(
        "in another function, as a table",
        HEAD
        + """
def table():
    return SALES.groupby(["day", "kind"]).size().unstack()


def tuesday():
    return [int(number) for number in table().loc["tue"]]
""",
        "tuesday()",
        (
            '-    return SALES.groupby(["day", "kind"]).size().unstack()',
            '+    return SALES.groupby(["day", "kind"]).size().unstack(fill_value=0)',
        ),
        [1, 0],
    ),
    Case(
        "a pivot of sums",
        HEAD
        + """
def table():
    sold = SALES.pivot_table(index="day", columns="kind", aggfunc="sum")
    return sold.astype(int)
""",
        "table().loc['tue'].tolist()",
        (
            '-    sold = SALES.pivot_table(index="day", columns="kind", aggfunc="sum")',
            '+    sold = SALES.pivot_table(index="day", columns="kind", aggfunc="sum", fill_value=0)',
        ),
        [4, 0],
    ),
]
CASES.append(
    Case(
        "a column for what nobody bought",
        HEAD
        + """
KINDS = ("a", "b", "c")


def table():
    counts = SALES.groupby(["day", "kind"]).size().unstack(fill_value=0)
    counts = counts[list(KINDS)]
    return counts.loc["tue"].tolist()
""",
        "table()",
        (
            "-    counts = counts[list(KINDS)]",
            "+    counts = counts.reindex(columns=list(KINDS), fill_value=0)",
        ),
        [1, 0, 0],
    )
)
CASES.append(
    Case(
        "a column of a pivot",
        HEAD
        + """
def table():
    sold = SALES.pivot_table(index="day", columns="kind", values="sold", aggfunc="sum", fill_value=0)
    return sold[["b", "c"]].loc["mon"].tolist()
""",
        "table()",
        (
            '-    return sold[["b", "c"]].loc["mon"].tolist()',
            '+    return sold.reindex(columns=["b", "c"], fill_value=0).loc["mon"].tolist()',
        ),
        [3, 0],
    )
)
SILENT = [
    Silent(
        "a column that is not there is no count",
        HEAD
        + """
def table():
    return SALES[["day", "price"]].to_dict()
""",
        "table()",
        "counted-none",
    ),
    Silent(
        "figures of somebody else",
        HEAD
        + """
def per_day(figures, days):
    figures = figures.reindex(days)
    return {day: int(figures[day]) for day in days}
""",
        'per_day(SALES.groupby("day")["sold"].mean(), ["mon", "wed"])',
        "counted-none",
    ),
    Silent(
        "means of nothing are not 0",
        HEAD
        + """
def per_day(days):
    means = SALES.groupby("day")["sold"].mean().reindex(days)
    return {day: int(means[day]) for day in days}
""",
        'per_day(["mon", "wed"])',
        "counted-none",
    ),
    Silent(
        "what was measured last is no count",
        HEAD
        + """
def per_day(days):
    stock = SALES.set_index("kind")["sold"].iloc[:2].reindex(days)
    return {day: int(stock[day]) for day in days}
""",
        'per_day(["a", "x"])',
        "counted-none",
    ),
]


@named(CASES)
def test_of_what_was_not_counted_there_are_none(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_what_is_no_count_is_not_filled(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
