"""Quantiles and spreads of one value."""

from __future__ import annotations

import sys

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TIMES = """
import statistics
from statistics import quantiles




def quarters(times):
    first, middle, last = quantiles(times)
    return last - first


def spread(lines):
    numbers = [int(line) for line in lines]
    return round(statistics.stdev(numbers), 1)

"""

OTHER = """
def widths(rows):
    return statistics.stdev(rows) if len(rows) > 1 else 0.0
"""

GUARDED = """
def deviation(numbers):
    if not numbers:
        return None
    return statistics.stdev(numbers)
"""

CLASSES = """
def class_limits(sold):
    if not sold:
        return None
    lower, _, upper = quantiles(sold, n=4)
    return lower, upper
"""

CASES = [
    Case(
        "a quantile of one value",
        TIMES
        + """
def ninth(times):
    worst = {}
    for page, took in times.items():
        worst[page] = 2 * quantiles(took, n=10)[8]
    return worst
""",
        "ninth({'a': [3]})",
        (
            "-        worst[page] = 2 * quantiles(took, n=10)[8]",
            "+        worst[page] = 2 * (took[0] if len(took) == 1 else quantiles(took, n=10)[8])",
        ),
        {"a": 6},
    ),
    Case(
        "all quantiles of one value",
        TIMES,
        "quarters([7])",
        (
            "-    first, middle, last = quantiles(times)",
            "+    first, middle, last = [times[0]] * 3 if len(times) == 1 else quantiles(times)",
        ),
        0,
    ),
    Case(
        "a spread, as the program has it elsewhere",
        TIMES + OTHER,
        "spread(['4'])",
        (
            "-    return round(statistics.stdev(numbers), 1)",
            "+    return round(statistics.stdev(numbers), 1) if len(numbers) > 1 else 0.0",
        ),
        0.0,
    ),
    Case(
        "a spread of one value is that of none, where nothing else is worked out",
        TIMES + GUARDED,
        "deviation([4])",
        ("-    if not numbers:", "+    if len(numbers) < 2:"),
        None,
    ),
    Case(
        "the notes say what becomes of too few",
        TIMES + CLASSES,
        "class_limits([4])",
        ("-    if not sold:", "+    if len(sold) < 2:"),
        None,
        files={".arbase/context.md": "# Shop\n\n- Shelves with too few sales have no classes; they stay.\n"},
    ),
    Case(
        "the notes say it of something else",
        TIMES + CLASSES,
        "class_limits([4])",
        (
            "-    lower, _, upper = quantiles(sold, n=4)",
            "+    lower, _, upper = [sold[0]] * 3 if len(sold) == 1 else quantiles(sold, n=4)",
        ),
        (4, 4),
        files={".arbase/context.md": "# Shop\n\n- Pages with too few lines have no footer.\n"},
    ),
]

SILENT = [
    Silent(
        "one value is enough for another figure of the function",
        TIMES + GUARDED.replace("return statistics.stdev(numbers)", "return sum(numbers), statistics.stdev(numbers)"),
        "deviation([4])",
        "single-value",
    ),
    Silent(
        "what is given for nothing is no constant",
        TIMES + GUARDED.replace("return None", "return spread([])"),
        "deviation([4])",
        "single-value",
    ),
    Silent("of nothing there is no quantile", TIMES, "quarters([])", "single-value"),
    Silent("nothing says what a spread of one value is", TIMES, "spread(['4'])", "single-value"),
    Silent("the program has its own way with too few values", TIMES + OTHER, "quarters([7])", "single-value"),
    Silent(
        "the function says that it takes more",
        TIMES.replace("    first, middle", '    """The inner range; None for fewer than two."""\n    first, middle'),
        "quarters([7])",
        "single-value",
    ),
]

# From there on Python gives what is drafted here.
old = pytest.mark.skipif(sys.version_info >= (3, 13), reason="quantiles takes one value since 3.13")


@old
@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@old
@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_the_program_may_mean_otherwise(case, tmp_path):
    check_silent(case, tmp_path)
