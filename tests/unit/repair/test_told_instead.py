"""Messages of libraries that say what to use instead."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SERIES = """
import pandas as pd

STEPS = {"day": ("D", "%Y-%m-%d"), "M": ("M", "%Y-%m"), "quarter": ("3M", "%Y-%m")}


def series():
    return pd.Series([1, 2], index=pd.DatetimeIndex(["2024-01-05", "2024-02-05"]))

"""

CASES = [
    Case(
        "the table that the step is looked up in",
        SERIES
        + """
def points(step):
    rule, label = STEPS[step]
    return [at.strftime(label) for at in series().resample(rule).sum().index]
""",
        "points('M')",
        (
            '-STEPS = {"day": ("D", "%Y-%m-%d"), "M": ("M", "%Y-%m"), "quarter": ("3M", "%Y-%m")}',
            '+STEPS = {"day": ("D", "%Y-%m-%d"), "M": ("ME", "%Y-%m"), "quarter": ("3M", "%Y-%m")}',
        ),
        ["2024-01", "2024-02"],
    ),
    Case(
        "with a number in front, of a class",
        SERIES
        + """
class Chart:
    rule = '3M'

    def points(self):
        return len(series().resample(self.rule).sum())
""",
        "Chart().points()",
        ("-    rule = '3M'", "+    rule = '3ME'"),
        2,
    ),
    Case(
        "a name of a module",
        """
import numpy as np


def columns(rows):
    return rows.astype(np.singlecomplex)
""",
        "columns(np.array([1])).tolist()",
        ("-    return rows.astype(np.singlecomplex)", "+    return rows.astype(np.complex64)"),
        [1 + 0j],
    ),
]

SILENT = [
    Silent(
        "the client chose it",
        SERIES
        + """
from flask import Flask, request

app = Flask(__name__)


@app.get("/points")
def points():
    rule = request.args.get("rule", "M")
    return [str(at) for at in series().resample(rule).sum().index]
""",
        "GET /points?rule=M",
        "told-instead",
    ),
    Silent(
        "the program goes by it",
        SERIES
        + """
def points(step):
    rule, label = STEPS[step]
    if rule == "M":
        label = "%B"
    return [at.strftime(label) for at in series().resample(rule).sum().index]
""",
        "points('M')",
        "told-instead",
    ),
    Silent(
        "the program's own words",
        """
UNITS = ["metr", "meter"]


def unit(name):
    raise ValueError(f"unknown unit '{name}'. Did you mean 'meter'?")


def first():
    return unit(UNITS[0])
""",
        "first()",
        "told-instead",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
