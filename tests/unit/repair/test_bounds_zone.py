"""Days of one zone between bounds of another."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HELPER = '''
from datetime import date, datetime, time, timedelta, timezone

HOME = timezone.utc


class Nurse:
    def __init__(self, hours):
        self.zone = timezone(timedelta(hours=hours))


SHIFTS = [datetime(2026, 3, day, 20, tzinfo=HOME) for day in range(1, 12)]


def start(day, zone=None):
    return datetime.combine(day, time.min, tzinfo=zone or HOME)


def between(shifts, first, days):
    return [x for x in shifts if start(first) <= x < start(first + timedelta(days=days))]


def plan(nurse, first):
    """The days from the first, in the nurse's time."""
    table = {first + timedelta(days=n): 0 for n in range(3)}
    for shift in between(SHIFTS, first, 3):
        moment = shift.astimezone(nurse.zone)
        table[moment.date()] += 1
    return [*table.values()]
'''
LOOP = "    for shift in between(SHIFTS, first, 3):"
DIRECT = HELPER.replace(
    LOOP,
    "    last = first + timedelta(days=3)\n    for shift in (x for x in SHIFTS if start(first) <= x < start(last)):",
)
TRIGGER = "plan(Nurse(9), date(2026, 3, 3))"

CASES = [
    Case(
        "the bounds are made in a function that takes no zone yet",
        HELPER,
        TRIGGER,
        (
            "-def between(shifts, first, days):",
            "-    return [x for x in shifts if start(first) <= x < start(first + timedelta(days=days))]",
            "+def between(shifts, first, days, zone=None):",
            "+    return [x for x in shifts if start(first, zone) <= x < start(first + timedelta(days=days), zone)]",
            f"-{LOOP}",
            "+    for shift in between(SHIFTS, first, 3, nurse.zone):",
        ),
        [1, 1, 1],
    ),
    Case(
        "the bounds are made at the loop",
        DIRECT,
        TRIGGER,
        (
            "-    for shift in (x for x in SHIFTS if start(first) <= x < start(last)):",
            "+    for shift in (x for x in SHIFTS if start(first, nurse.zone) <= x < start(last, nurse.zone)):",
        ),
        [1, 1, 1],
    ),
]
SILENT = [
    Silent("nobody says whose days they are", HELPER.replace("nurse's time", "calendar"), TRIGGER, "bounds-zone"),
    Silent(
        "the bounds are asked for by keywords",
        HELPER.replace("start(first", "start(day=first"),
        TRIGGER,
        "bounds-zone",
    ),
    Silent(
        "the zone is that of each single one",
        HELPER.replace("        moment = shift", "        nurse = Nurse(9)\n        moment = shift"),
        TRIGGER,
        "bounds-zone",
    ),
]


@named(CASES)
def test_bounds_are_told_the_zone_of_the_days(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_they_are_left_alone_elsewhere(case, tmp_path):
    check_silent(case, tmp_path)
