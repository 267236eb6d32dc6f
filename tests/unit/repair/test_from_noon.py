"""A time that counts from noon less twelve hours is put on the clock from noon."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SAID = '''"""Departures. Times are measured from noon of the day minus 12 hours."""
import pandas as pd

ZONE = "Europe/Berlin"
'''
NAMED = """

def moments(days, minutes):
    walls = pd.to_datetime(days) + pd.to_timedelta(minutes, unit="m")
    return walls.dt.tz_localize(ZONE).dt.tz_convert("UTC")


def shown(day):
    found = moments(pd.Series([day, "2026-01-15"]), pd.Series([1590.0, None]))
    return [str(one) for one in found]
"""
INLINE = """

def moment(day, minutes):
    return (pd.Timedelta(minutes=minutes) + pd.Timestamp(day)).tz_localize(ZONE)


def shown(*days):
    return [str(moment(day, minutes)) for day in days for minutes in (150, 600)]
"""

CASES = [
    Case(
        "columns, of which the sum has a name",
        SAID + NAMED,
        "shown('2026-03-28')",
        (
            '-    walls = pd.to_datetime(days) + pd.to_timedelta(minutes, unit="m")',
            '-    return walls.dt.tz_localize(ZONE).dt.tz_convert("UTC")',
            "+    noon = pd.to_datetime(days) + pd.Timedelta(hours=12)",
            '+    return (noon.dt.tz_localize(ZONE) + (pd.to_timedelta(minutes, unit="m") - pd.Timedelta(hours=12)))'
            '.dt.tz_convert("UTC")',
        ),
        ["2026-03-29 01:30:00+00:00", "NaT"],
    ),
    Case(
        "one moment, on the day itself",
        SAID + INLINE,
        "shown('2026-03-29', '2026-01-15')",
        (
            "-    return (pd.Timedelta(minutes=minutes) + pd.Timestamp(day)).tz_localize(ZONE)",
            "+    return (pd.Timestamp(day) + pd.Timedelta(hours=12)).tz_localize(ZONE) "
            "+ (pd.Timedelta(minutes=minutes) - pd.Timedelta(hours=12))",
        ),
        [
            "2026-03-29 01:30:00+01:00",
            "2026-03-29 10:00:00+02:00",
            "2026-01-15 02:30:00+01:00",
            "2026-01-15 10:00:00+01:00",
        ],
    ),
]


@named(CASES)
def test_noon_gets_the_zone_and_the_rest_is_added(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "nobody says from where times count",
        SAID.replace("Times are measured from noon of the day minus 12 hours.", "At noon the desk is closed.") + NAMED,
        "shown('2026-03-28')",
        "from-noon",
    ),
    Silent(
        "the sum is read elsewhere as well",
        SAID + NAMED.replace("    return walls", "    print(walls)\n    return walls"),
        "shown('2026-03-28')",
        "from-noon",
    ),
    Silent(
        "no span is added to a day",
        SAID + "\n\ndef shown(text):\n    return pd.Timestamp(text).tz_localize(ZONE)\n",
        "shown('2026-03-29T02:30')",
        "from-noon",
    ),
]


@named(SILENT)
def test_other_wall_times_stay(case, tmp_path):
    check_silent(case, tmp_path)
