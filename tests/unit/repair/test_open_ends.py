"""Bounds and ends that are not there: the last band, what still lasts, the one behind the last, figures never given."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "what lies beyond a cap that is not there",
        """
PLANS = {"basic": {"quota": 5}, "pro": {"quota": None}}


def check(plan, used):
    if used > PLANS[plan]["quota"]:
        raise PermissionError("too much")
    return used


def used(plan, count):
    return check(plan, count)
""",
        'used("pro", 9)',
        (
            '-    if used > PLANS[plan]["quota"]:',
            '+    if PLANS[plan]["quota"] is not None and used > PLANS[plan]["quota"]:',
        ),
        9,
    ),
    Case(
        "one of two bounds of a filter",
        """
from typing import Optional

FLATS = [{"rent": 500}, {"rent": 900}]


def search(min_rent: Optional[int] = None, max_rent: Optional[int] = None):
    return [f for f in FLATS if f["rent"] >= min_rent and f["rent"] <= max_rent]
""",
        "search(min_rent=600, max_rent=None)",
        (
            '-    return [f for f in FLATS if f["rent"] >= min_rent and f["rent"] <= max_rent]',
            '+    return [f for f in FLATS if f["rent"] >= min_rent and (max_rent is None or f["rent"] <= max_rent)]',
        ),
        [{"rent": 900}],
    ),
    Case(
        "a season without an end, in a method",
        """
from dataclasses import dataclass
from datetime import date


@dataclass
class Season:
    since: date
    until: date | None = None

    def covers(self, day):
        return self.since <= day <= self.until


def covered(year):
    return Season(date(2020, 1, 1)).covers(date(year, 6, 1))
""",
        "(covered(2021), covered(2019))",
        (
            "-        return self.since <= day <= self.until",
            "+        return self.since <= day and (self.until is None or day <= self.until)",
        ),
        (True, False),
    ),
    Case(
        "what lasts still, as another method has it",
        """
class Call:
    def __init__(self, began, ended=None):
        self.began = began
        self.ended = ended


class Board:
    def __init__(self, calls, clock):
        self.calls = calls
        self.clock = clock

    def last(self, now):
        return max(now if call.ended is None else call.ended for call in self.calls)

    def seconds(self, now):
        return [call.ended - call.began for call in self.calls]


def seconds():
    return Board([Call(1, 4), Call(5)], None).seconds(9)
""",
        "seconds()",
        (
            "-        return [call.ended - call.began for call in self.calls]",
            "+        return [(now if call.ended is None else call.ended) - call.began for call in self.calls]",
        ),
        [3, 4],
    ),
    Case(
        "the lesson behind the last one",
        '''
LESSONS = ["a", "b", "c"]


class Course:
    def __init__(self, lessons):
        self.lessons = lessons

    def after(self, lesson):
        """What comes next; None at the end."""
        place = self.lessons.index(lesson)
        return self.lessons[place + 1]


def after(lesson):
    return Course(LESSONS).after(lesson)
''',
        '(after("a"), after("c"))',
        ("+        if place + 1 == len(self.lessons):", "+            return None"),
        ("b", None),
    ),
    Case(
        "the mean of what was measured",
        """
READINGS = [{"ph": 7.0}, {"ph": None}, {"ph": 8.0}]


def mean(rows):
    if not rows:
        return None
    return round(sum(row["ph"] for row in rows) / len(rows), 1)
""",
        "(mean(READINGS), mean([{'ph': None}]))",
        (
            '-    return round(sum(row["ph"] for row in rows) / len(rows), 1)',
            '+    known = [row["ph"] for row in rows if row["ph"] is not None]',
            "+    if not known:",
            "+        return None",
            "+    return round(sum(known) / len(known), 1)",
        ),
        (7.5, None),
    ),
    Case(
        "a function of its own as the key",
        '''
from dataclasses import dataclass


@dataclass
class Runner:
    name: str
    seconds: float | None = None


def place(runner):
    """The fastest first."""
    return runner.seconds, runner.name


def ranking(*pairs):
    return [one.name for one in sorted([Runner(*pair) for pair in pairs], key=place)]
''',
        'ranking(("z",), ("a",), ("b", 9.0), ("c", 8.0))',
        (
            "-    return runner.seconds, runner.name",
            "+    return runner.seconds is None, runner.seconds, runner.name",
        ),
        ["c", "b", "a", "z"],
    ),
    Case(
        "the highest before there is any",
        '''
def record(throws):
    """The longest throw, None before the first."""
    return max(throws)
''',
        "record([])",
        ("+    if not throws:", "+        return None"),
        None,
    ),
    Case(
        "the sum of what has been measured, as another method passes over what has not",
        """
DAYS = [{"rain": 3, "sun": 1}, {"rain": None, "sun": 4}]


def wettest():
    return max(day["rain"] for day in DAYS if day["rain"] is not None)


def rain():
    return sum(day["rain"] for day in DAYS)
""",
        "(rain(), wettest())",
        (
            '-    return sum(day["rain"] for day in DAYS)',
            '+    return sum(day["rain"] for day in DAYS if day["rain"] is not None)',
        ),
        (3, 3),
    ),
    Case(
        "a show that ends behind midnight",
        """
from datetime import time


def ends(start, minutes):
    hours, rest = divmod(start.hour * 60 + start.minute + minutes, 60)
    return time(hours, rest)


def texts():
    return [ends(time(22, 50), more).isoformat("minutes") for more in (30, 90)]
""",
        "texts()",
        ("-    return time(hours, rest)", "+    return time(hours % 24, rest)"),
        ["23:20", "00:20"],
    ),
    Case(
        "ten minutes before, on the minute",
        """
from datetime import datetime, timedelta


def bell(lesson):
    return lesson.replace(minute=lesson.minute - 10, second=0)


def bells():
    return [bell(datetime(2024, 3, 1, 8, m, 9)).strftime("%H:%M:%S") for m in (30, 5)]
""",
        "bells()",
        (
            "-    return lesson.replace(minute=lesson.minute - 10, second=0)",
            "+    return lesson.replace(second=0) - timedelta(minutes=10)",
        ),
        ["08:20:00", "07:55:00"],
    ),
]

SILENT = [
    Silent(
        "hours that somebody sent",
        """
from datetime import time


def clock(minutes):
    return time(minutes // 60, minutes % 60)
""",
        "clock(1500)",
        "past-midnight",
    ),
    Silent(
        "a sum of which nobody passes over a part",
        """
def rain(days):
    return sum(day["rain"] for day in days)
""",
        "rain([{'rain': 3}, {'rain': None}])",
        "average-of-known",
    ),
    Silent(
        "a maximum that was measured",
        """
ROWS = [{"max_wind": 30}, {"max_wind": None}]


def stormy():
    return [row for row in ROWS if row["max_wind"] > 25]
""",
        "stormy()",
        "open-bound",
    ),
    Silent(
        "a figure that is no bound",
        """
ROWS = [{"score": 30}, {"score": None}]


def good(least):
    return [row for row in ROWS if least <= row["score"]]
""",
        "good(3)",
        "open-bound",
    ),
    Silent(
        "a maximum that is looked for",
        """
ROWS = [{"max_load": 30}, {"max_load": None}]


def strong(load):
    return [row for row in ROWS if row["max_load"] >= load]
""",
        "strong(3)",
        "open-bound",
    ),
    Silent(
        "the moment is read for something else",
        """
class Stay:
    def __init__(self, began, ended=None):
        self.began = began
        self.ended = ended


def nights(stay, today):
    if stay.began > today:
        return 0
    return stay.ended - stay.began
""",
        "nights(Stay(1), 4)",
        "still-open",
    ),
    Silent(
        "nobody says that there may be no next one",
        """
STOPS = ["a", "b"]


def after(stop):
    return STOPS[STOPS.index(stop) + 1]
""",
        'after("b")',
        "past-the-last",
    ),
    Silent(
        "what has no value comes first",
        '''
ROWS = [{"due": 3}, {"due": None}]


def order(row):
    """Rows without a date come first."""
    return row["due"], 0


def rows():
    return sorted(ROWS, key=order)
''',
        "rows()",
        "key-function",
    ),
    Silent(
        "what was not given counts as nothing elsewhere",
        """
def total(rows):
    return sum(row["x"] or 0 for row in rows)


def mean(rows):
    if not rows:
        return None
    return sum(row["x"] for row in rows) / len(rows)
""",
        "mean([{'x': None}, {'x': 3}])",
        "average-of-known",
    ),
    Silent(
        "the mean over the number of something else",
        """
def mean(rows, days):
    if not days:
        return None
    return sum(row["x"] for row in rows) / len(days)
""",
        "mean([{'x': None}], [1, 2])",
        "average-of-known",
    ),
]


@named(CASES)
def test_what_is_not_there_bounds_nothing(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
