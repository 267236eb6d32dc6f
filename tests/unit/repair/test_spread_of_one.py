"""Spreads of one value in answers."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("pandas")

TIDES = """
import json

import pandas as pd

LEVELS = pd.DataFrame({{"gauge": ["a", "a", "b"], "level": [1.0, 3.0, 2.0]}})


def dumped(answer):
    return json.dumps(answer, allow_nan=False)


def figures(rows):
    levels = rows["level"]
    return {{
        "mean": round(levels.mean(), 1) if len(levels) else None,
        "spread": {spread},
    }}


def show(gauge):
    return dumped(figures(LEVELS[LEVELS["gauge"] == gauge]))
"""


def spread(name: str, before: str, after: str) -> Case:
    lines = (f'-        "spread": {before},', f'+        "spread": {after},')
    return Case(name, TIDES.format(spread=before), "show('b')", lines, '{"mean": 2.0, "spread": null}')


@named(
    [
        spread(
            "the length is asked",
            "round(float(levels.std()), 1) if len(levels) else None",
            "round(float(levels.std()), 1) if len(levels) > 1 else None",
        ),
        spread(
            "emptiness is asked",
            "None if levels.empty else float(levels.var() / levels.mean())",
            "None if len(levels) < 2 else float(levels.var() / levels.mean())",
        ),
        spread(
            "the known ones of a column are counted",
            'float(rows["level"].sem()) if rows["level"].count() > 0 else None',
            'float(rows["level"].sem()) if rows["level"].count() > 1 else None',
        ),
        spread(
            "the rows of the table are counted",
            'float(rows["level"].skew()) if len(rows) >= 1 else None',
            'float(rows["level"].skew()) if len(rows) > 2 else None',
        ),
    ]
)
def test_one_value_is_too_few(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "another figure would be lost",
            TIDES.format(spread="[levels.mean(), levels.std()] if len(levels) else None"),
            "show('b')",
            "spread-of-one",
        ),
        Silent(
            "the spread of all there are needs one",
            TIDES.format(spread="levels.std(ddof=0) / 0.0 * 0.0 if len(levels) else None"),
            "show('b')",
            "spread-of-one",
        ),
        Silent(
            "elsewhere one value spreads by nothing",
            TIDES.format(spread="levels.std() if len(levels) else None")
            + "\n\ndef other(xs):\n    return xs.std() if len(xs) > 1 else 0.0\n",
            "show('b')",
            "spread-of-one",
        ),
        Silent(
            "something else is asked",
            TIDES.format(spread="levels.std() if rows is not None else None"),
            "show('b')",
            "spread-of-one",
        ),
        Silent(
            "the function says that it is zero",
            TIDES.format(spread="levels.std() if len(levels) else None").replace(
                "    levels = rows", '    """The spread of a single level is 0."""\n    levels = rows'
            ),
            "show('b')",
            "spread-of-one",
        ),
    ]
)
def test_other_spreads_stay(case, tmp_path):
    check_silent(case, tmp_path)
