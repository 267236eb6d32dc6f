"""Numbers of NumPy that are put where they do not go: NaN among whole ones, or shown where they are read again."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

COUNTED = """
import numpy as np

COUNTED = np.array([4, 0, 7])


def without(closed):
    {made}
    amounts[closed] = np.nan
    return [None if np.isnan(one) else float(one) for one in amounts]
"""


def whole(name: str, made: str, after: str) -> Case:
    return Case(
        name,
        COUNTED.format(made=f"amounts = {made}"),
        "without([1])",
        (f"-    amounts = {made}", f"+    amounts = {after}"),
        [4.0, None, 7.0],
    )


SHOWN = """
from decimal import Decimal

import numpy as np

KEPT = {}


def daily(values):
    return np.clip(values, 0.0, None).round(2)


"""
READS = """

def total(key):
    return str(sum(Decimal(part) for part in KEPT[key].split(";")))


def show():
    keep("a", np.array([1.25, -2.0]))
    return total("a")
"""

CASES = [
    whole("a copy by its method", "COUNTED.copy()", "COUNTED.astype(float)"),
    whole("a copy by the function", "np.copy(COUNTED)", "np.array(COUNTED, dtype=float)"),
    whole("a type that was given", "np.array([4, 0, 7], dtype=int)", "np.array([4, 0, 7], dtype=float)"),
    whole("an array of its own", "np.array([4, 0, 7])", "np.array([4, 0, 7], dtype=float)"),
    whole("a type that was changed", "COUNTED.astype(int)", "COUNTED.astype(float)"),
    Case(
        "all of an array, shown by map",
        SHOWN
        + """
def keep(key, values):
    found = daily(values)
    KEPT[key] = ";".join(map(repr, found))
"""
        + READS,
        "show()",
        (
            '-    KEPT[key] = ";".join(map(repr, found))',
            '+    KEPT[key] = ";".join(map(repr, found.tolist()))',
        ),
        "1.25",
    ),
    Case(
        "each in a formatted text",
        SHOWN
        + """
def keep(key, values):
    KEPT[key] = ";".join(f"{one!r}" for one in daily(values))
"""
        + READS,
        "show()",
        (
            '-    KEPT[key] = ";".join(f"{one!r}" for one in daily(values))',
            '+    KEPT[key] = ";".join(f"{float(one)!r}" for one in daily(values))',
        ),
        "1.25",
    ),
]
SILENT = [
    Silent(
        "the array is the caller's",
        """
import numpy as np


def without(amounts, closed):
    amounts[closed] = np.nan
    return amounts
""",
        "without(np.array([1, 2]), [1])",
        "nan-of-whole",
    ),
    Silent(
        "what cannot be read was sent so",
        SHOWN
        + """
def keep(key, text):
    KEPT[key] = text


def total(key):
    return sum(Decimal(part) for part in KEPT[key].split(";"))


def show():
    keep("a", "1.5;x")
    return total("a")
""",
        "show()",
        "shown-numbers",
    ),
]


@named(CASES)
def test_right_fix(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_says_nothing(case, tmp_path):
    check_silent(case, tmp_path)
