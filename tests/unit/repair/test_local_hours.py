"""Moments are rounded before they are turned to local time, where that gives the same hours."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

READINGS = """
from zoneinfo import ZoneInfo

import pandas as pd

TIMES = pd.Series(pd.to_datetime(["2025-10-26T00:10:00Z", "2025-10-26T00:40:00Z", "2025-10-26T01:10:00Z"]))

"""
HOURLY = (
    READINGS
    + """
def hourly(zone):
    hours = TIMES.dt.tz_convert(zone).dt.floor("h")
    return [hour.isoformat() for hour in hours]
"""
)
TWICE = ["2025-10-26T02:00:00+02:00", "2025-10-26T02:00:00+02:00", "2025-10-26T02:00:00+01:00"]

CASES = [
    Case(
        "a column",
        HOURLY,
        "hourly(ZoneInfo('Europe/Vienna'))",
        (
            '-    hours = TIMES.dt.tz_convert(zone).dt.floor("h")',
            '+    hours = TIMES.dt.floor("h").dt.tz_convert(zone)',
        ),
        TWICE,
    ),
    Case(
        "one moment, in a zone that is written down",
        READINGS
        + """
def hour_of(place):
    return TIMES[place].tz_convert("Europe/Vienna").floor("15min").isoformat()
""",
        "hour_of(1)",
        (
            '-    return TIMES[place].tz_convert("Europe/Vienna").floor("15min").isoformat()',
            '+    return TIMES[place].floor("15min").tz_convert("Europe/Vienna").isoformat()',
        ),
        "2025-10-26T02:30:00+02:00",
    ),
]


@named(CASES)
def test_rounded_first(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a zone that is half an hour away",
            HOURLY.replace("2025-10-26T00", "2025-11-02T03").replace("2025-10-26T01", "2025-11-02T04"),
            "hourly(ZoneInfo('America/St_Johns'))",
            "local-hours",
        ),
        Silent(
            "two hours at a time begin elsewhere in UTC",
            HOURLY.replace('"h"', '"2h"'),
            "hourly(ZoneInfo('Europe/Vienna'))",
            "local-hours",
        ),
        Silent(
            "what lies in the middle goes to another hour",
            HOURLY.replace("floor", "round"),
            "hourly(ZoneInfo('Europe/Vienna'))",
            "local-hours",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
