"""Figures that lack the own function which makes null of what is no number."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

FIGURES = """
import json
import math
from statistics import mean


class Series(list):
    def std(self):
        return float("nan") if len(self) < 2 else 1.23456

    def spread(self):
        return float("nan") if len(self) < 2 else max(self) - min(self)


def number(value, digits=3):
    return None if math.isnan(value) else round(float(value), digits)


def plain(value):
    if value != value:
        return None
    return value


def dumped(answer):
    return json.dumps(answer, allow_nan=False)

"""

CASES = [
    Case(
        "rounded as the function does",
        FIGURES
        + """
def stats(rows):
    return {"mean": number(mean(rows)), "deviation": round(rows.std(), 3)}


def show(rows):
    return dumped(stats(rows))
""",
        "show(Series([1]))",
        (
            '-    return {"mean": number(mean(rows)), "deviation": round(rows.std(), 3)}',
            '+    return {"mean": number(mean(rows)), "deviation": number(rows.std())}',
        ),
        '{"mean": 1.0, "deviation": null}',
    ),
    Case(
        "rounded to other digits, in a method, both of two",
        FIGURES
        + """
class Report:
    def number(self, value):
        return value

    def stats(self, rows):
        deviation = round(rows.std(), 1)
        return dict(mean=tidy(mean(rows)), deviation=deviation, spread=round(rows.spread(), 2))


def tidy(value, *, places=2):
    if not math.isfinite(value):
        return None
    return round(value, places)


def show(rows):
    return dumped(Report().stats(rows))
""",
        "show(Series([1]))",
        (
            "-        deviation = round(rows.std(), 1)",
            "-        return dict(mean=tidy(mean(rows)), deviation=deviation, spread=round(rows.spread(), 2))",
            "+        deviation = tidy(rows.std(), places=1)",
            "+        return dict(mean=tidy(mean(rows)), deviation=deviation, spread=tidy(rows.spread()))",
        ),
        '{"mean": 1, "deviation": null, "spread": null}',
    ),
    Case(
        "a bare figure through what does not round",
        FIGURES
        + """
def show(rows):
    return dumped({"mean": plain(mean(rows)), "deviation": rows.std()})
""",
        "show(Series([1]))",
        (
            '-    return dumped({"mean": plain(mean(rows)), "deviation": rows.std()})',
            '+    return dumped({"mean": plain(mean(rows)), "deviation": plain(rows.std())})',
        ),
        '{"mean": 1, "deviation": null}',
    ),
]

SILENT = [
    Silent(
        "what was answered in full would be rounded",
        FIGURES + 'def show(rows):\n    return dumped({"mean": number(mean(rows)), "deviation": rows.std()})\n',
        "show(Series([1]))",
        "own-null",
    ),
    Silent(
        "the function beside it does not answer null",
        FIGURES
        + """
def zero(value):
    return 0.0 if math.isnan(value) else value


def show(rows):
    return dumped({"mean": zero(mean(rows)), "deviation": rows.std()})
""",
        "show(Series([1]))",
        "own-null",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
