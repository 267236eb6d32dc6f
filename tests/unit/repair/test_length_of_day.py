"""A table of 24 places for a day that may have 25 hours gets as many as there are steps between its ends."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

DAYS = """
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Vienna")
HOUR = timedelta(hours=1)


def midnight(day, zone):
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def bounds(day, zone):
    return midnight(day, zone), midnight(day + timedelta(days=1), zone)


def limits(first, hours):
    return datetime(first.year, first.month, first.day), datetime(first.year, first.month, first.day) + hours * HOUR

"""
PROFILE = (
    DAYS
    + '''
def profile(day, zone):
    """The hours of a local day."""
    start, end = bounds(day, zone)
    hours = [None] * 24
    moment = start
    while moment < end:
        hours[(moment - start) // timedelta(hours=1)] = moment.hour
        moment += timedelta(hours=1)
    return len(hours)
'''
)
READ = (
    DAYS
    + """
def counts(day, zone, moments):
    start, end = bounds(day, zone)
    quarters = [0 for _ in range(96)]
    for moment in moments:
        if start <= moment < end:
            place = int((moment - start).total_seconds() // 900)
            quarters[place] += 1
    return len(quarters)
"""
)
AUTUMN = "profile(date(2025, 10, 26), ZONE)"


@named(
    [
        Case(
            "steps from one end to the other",
            PROFILE,
            AUTUMN,
            (
                "-    hours = [None] * 24",
                "+    hours = [None] * -(-(end - start) // timedelta(hours=1))",
            ),
            25,
        ),
        Case(
            "a step with a name",
            PROFILE.replace("// timedelta(hours=1)", "// HOUR"),
            AUTUMN,
            ("-    hours = [None] * 24", "+    hours = [None] * -(-(end - start) // HOUR)"),
            25,
        ),
        Case(
            "a day on which the clock moves by half an hour has a last hour that is only begun",
            PROFILE,
            "profile(date(2025, 4, 6), ZoneInfo('Australia/Lord_Howe'))",
            (
                "-    hours = [None] * 24",
                "+    hours = [None] * -(-(end - start) // timedelta(hours=1))",
            ),
            25,
        ),
        Case(
            "what was read, in quarters of an hour",
            READ,
            "counts(date(2025, 10, 26), ZONE, [datetime(2025, 10, 26, 22, 30, tzinfo=UTC)])",
            (
                "-    quarters = [0 for _ in range(96)]",
                "+    quarters = [0 for _ in range(-int((start - end).total_seconds() // 900))]",
            ),
            100,
        ),
    ]
)
def test_the_table_is_as_long_as_the_day(case, tmp_path):
    check(case, tmp_path)


LIMITED = PROFILE.replace("def profile(day, zone)", "def profile(day, most)").replace(
    "start, end = bounds(day, zone)", "start, end = limits(day, most)"
)


@named(
    [
        Silent(
            "a promise of 24 values",
            PROFILE.replace("The hours of a local day.", "The 24 hours of a local day."),
            AUTUMN,
            "length-of-day",
        ),
        Silent(
            "a place that is asked for by its number",
            PROFILE.replace("return len(hours)", "return len(hours), hours[23]"),
            AUTUMN,
            "length-of-day",
        ),
        Silent(
            "a table that goes along with another one",
            PROFILE.replace("return len(hours)", "return dict(zip(hours, range(24)))"),
            AUTUMN,
            "length-of-day",
        ),
        Silent("no number of whole days", PROFILE.replace("* 24", "* 10"), AUTUMN, "length-of-day"),
        Silent("a limit on what was asked for", LIMITED, "profile(date(2025, 10, 26), 30)", "length-of-day"),
    ]
)
def test_other_lengths_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
