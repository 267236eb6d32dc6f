"""Generators that take the first of a stream that has none."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

READINGS = """
import csv
import io

UNITS = [{"code": "C", "name": "degrees"}]

"""

CASES = [
    Case(
        "the head of a table is skipped",
        READINGS
        + """
def values(text):
    rows = csv.reader(io.StringIO(text))
    next(rows)
    for row in rows:
        yield float(row[1])


def total(text):
    return sum(values(text))
""",
        'total("")',
        ("-    next(rows)", "+    next(rows, None)"),
        0,
    ),
    Case(
        "differences begin with the first reading",
        READINGS
        + """
def steps(values):
    stream = iter(values)
    last = next(stream)
    for value in stream:
        yield value - last
        last = value


def largest(values):
    found = steps(values)
    return max(found, default=0)
""",
        "largest([])",
        ("-    last = next(stream)", "+    last = next(stream, None)", "+    if last is None:", "+        return"),
        0,
    ),
    Case(
        "the first line decides about the others",
        READINGS
        + """
def lines_of(text):
    lines = iter(text.splitlines())
    if next(lines).startswith("#"):
        yield "comment"
    yield from lines


def count(text):
    return len(list(lines_of(text)))
""",
        'count("")',
        (
            '-    if next(lines).startswith("#"):',
            "+    first = next(lines, None)",
            "+    if first is None:",
            "+        return",
            '+    if first.startswith("#"):',
        ),
        0,
    ),
]

SILENT = [
    Silent(
        "a thing that is looked up and not there is no end",
        READINGS
        + """
def named(codes):
    for code in codes:
        yield next(unit["name"] for unit in UNITS if unit["code"] == code)


def names(codes):
    return list(named(codes))
""",
        'names(["C", "K"])',
        "stopped-generator",
    ),
    Silent(
        "half of a pair must not get lost",
        READINGS
        + """
def pairs(values):
    stream = iter(values)
    for value in stream:
        yield value, next(stream)


def all_pairs(values):
    return list(pairs(values))
""",
        "all_pairs([1, 2, 3])",
        "stopped-generator",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_something_would_get_lost(case, tmp_path):
    check_silent(case, tmp_path)
