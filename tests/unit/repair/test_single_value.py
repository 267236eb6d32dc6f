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
]

SILENT = [
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
