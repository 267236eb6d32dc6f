"""Rows of tables with gaps become null in an answer, as the repository answers null elsewhere."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TABLES = """
import json

import numpy as np
import pandas as pd

SAMPLES = pd.DataFrame({"month": [1, 1, 3], "value": [2.0, 4.0, 5.5]})


def dumped(answer):
    return json.dumps(answer, allow_nan=False)


def means():
    return SAMPLES.groupby("month")["value"].mean().reindex(range(1, 4)).to_frame("mean")

"""

PRECEDENT = """
def latest(row):
    return {"low": None if np.isnan(row) else row}

"""

CASES = [
    Case(
        "rounded, asked for as elsewhere in the file",
        TABLES
        + PRECEDENT
        + """
def by_month():
    return [{"month": month, "mean": round(mean, 2)} for month, mean in means().itertuples(name=None)]


def show():
    return dumped(by_month())
""",
        "show()",
        (
            '-    return [{"month": month, "mean": round(mean, 2)} for month, mean in means().itertuples(name=None)]',
            '+    return [{"month": month, "mean": None if np.isnan(mean) else round(mean, 2)} '
            "for month, mean in means().itertuples(name=None)]",
        ),
        '[{"month": 1, "mean": 3.0}, {"month": 2, "mean": null}, {"month": 3, "mean": 5.5}]',
    ),
    Case(
        "as it is, in a function that another one is handed by a name for one of two",
        TABLES
        + """
def by_month():
    rows = []
    for month, row in means().iterrows():
        rows.append({"month": month, "mean": row["mean"]})
    return rows


def whole():
    return {"first": None if SAMPLES.empty else 1}


def kept(key, make):
    return make()


def show(step):
    spread = by_month if step else whole

    def compute():
        return spread()

    values = kept(step, compute)
    return dumped(values)
""",
        "show(1)",
        (
            '-        rows.append({"month": month, "mean": row["mean"]})',
            '+        rows.append({"month": month, "mean": None if pd.isna(row["mean"]) else row["mean"]})',
        ),
        '[{"month": 1, "mean": 3.0}, {"month": 2, "mean": null}, {"month": 3, "mean": 5.5}]',
    ),
]

SERIES = (
    PRECEDENT
    + """
def listed(found: pd.Series):
    return [{"month": month, "kw": kw} for month, kw in found.items()]

"""
)
CASES += [
    Case(
        "the items of a series, made by a function that serves others as well",
        TABLES
        + SERIES
        + """
def show():
    found = SAMPLES.groupby("month")["value"].mean().reindex(range(1, 4))
    return "".join(dumped({"site": "A", **each}) for each in listed(found))
""",
        "show()",
        (
            '-    return [{"month": month, "kw": kw} for month, kw in found.items()]',
            '+    return [{"month": month, "kw": None if np.isnan(kw) else kw} for month, kw in found.items()]',
        ),
        '{"site": "A", "month": 1, "kw": 3.0}{"site": "A", "month": 2, "kw": null}{"site": "A", "month": 3, "kw": 5.5}',
    ),
    Case(
        "a loop over the index and the series beside it",
        TABLES
        + PRECEDENT
        + """
def show():
    monthly = SAMPLES.groupby("month")["value"].mean().reindex(range(1, 3))
    rows = []
    for month, mean in zip(monthly.index, monthly):
        rows.append({"month": month, "mean": mean})
    return dumped(rows)
""",
        "show()",
        (
            '-        rows.append({"month": month, "mean": mean})',
            '+        rows.append({"month": month, "mean": None if np.isnan(mean) else mean})',
        ),
        '[{"month": 1, "mean": 3.0}, {"month": 2, "mean": null}]',
    ),
]


@named(CASES)
def test_what_the_table_lacks_is_null(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nothing that the repository answers is null",
            TABLES
            + """
def show():
    return dumped([{"mean": round(row.mean, 2)} for row in means().itertuples()])
""",
            "show()",
            "null-of-nan",
        ),
        Silent(
            "a figure that is worked out in place",
            TABLES + PRECEDENT + "\ndef show():\n    return dumped({'mean': SAMPLES['value'][5:].mean()})\n",
            "show()",
            "null-of-nan",
        ),
        Silent(
            "the items of a mapping, whatever put NaN there",
            TABLES
            + PRECEDENT
            + """
def show():
    found = {"low": 1.0, "high": float("nan")}
    return dumped([{"name": name, "value": value} for name, value in found.items()])
""",
            "show()",
            "null-of-nan",
        ),
        Silent(
            "a value that is no row's",
            TABLES + PRECEDENT + "\ndef show():\n    mean = float('nan')\n    return dumped({'mean': mean})\n",
            "show()",
            "null-of-nan",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
