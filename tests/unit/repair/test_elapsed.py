"""Lengths of time are what passed, also over the end of summer time."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHIFT = """
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime.now(UTC)


def hours(start, end):
    return ceil((end - start) / HOUR)


def load(start, end, rides):
    counts = [0] * hours(start.astimezone(BERLIN), end.astimezone(BERLIN))
    for at in rides:
        counts[int((at - start) / HOUR)] += 1
    return counts


def night(month, day, *rides):
    start = datetime(2026, month, day, 22, tzinfo=UTC)
    return load(start, start + 7 * HOUR, [start + HOUR * number for number in rides])
"""
SECONDS = SHIFT.replace("ceil((end - start) / HOUR)", "ceil((end - start).total_seconds() / 3600)")
FIXED = "end.astimezone(UTC) - start.astimezone(UTC)"

CASES = [
    Case(
        "divided by an hour",
        SHIFT,
        "night(10, 24, 0, 6)",
        ("-    return ceil((end - start) / HOUR)", f"+    return ceil(({FIXED}) / HOUR)"),
        [1, 0, 0, 0, 0, 0, 1],
    ),
    Case(
        "read in seconds",
        SECONDS,
        "night(10, 24, 6)",
        (
            "-    return ceil((end - start).total_seconds() / 3600)",
            f"+    return ceil(({FIXED}).total_seconds() / 3600)",
        ),
        [0, 0, 0, 0, 0, 0, 1],
    ),
]


@named(CASES)
def test_a_length_of_time_is_what_passed(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a function that says to go by the clock does so",
            SHIFT.replace("    return ceil", '    """Hours by the clock on the wall."""\n    return ceil').replace(
                "int((at - start) / HOUR)", "6"
            ),
            "night(10, 24, 6)",
            "elapsed",
        ),
        Silent(
            "days are those of the calendar",
            SHIFT.replace("ceil((end - start) / HOUR)", "(end - start).days").replace("int((at - start) / HOUR)", "6"),
            "night(10, 24, 6)",
            "elapsed",
        ),
        Silent(
            "what is in UTC already stays so",
            SHIFT.replace(
                "    return ceil((end", "    start = start.astimezone(UTC)\n    return -1 + ceil((end"
            ).replace("int((at - start) / HOUR)", "6"),
            "night(10, 24, 6)",
            "elapsed",
        ),
    ]
)
def test_other_differences_stay_as_they_are(case, tmp_path):
    check_silent(case, tmp_path)
