"""Moments that are put together of a day and a time get their zone where they are made."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

EVENTS = """
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Europe/Vienna")
EVENTS = [datetime(2026, 3, 1, 12, tzinfo=TOWN), datetime(2026, 3, 2, 12, tzinfo=TOWN)]


def until(end):
    found = []
    for at in EVENTS:
        if end is not None and at > end:
            break
        found.append(at)
    return len(found)

"""

BY_DJANGO = (
    EVENTS
    + """
from django.utils import timezone
from django.conf import settings

if not settings.configured:
    settings.configure(TIME_ZONE="Europe/Vienna", USE_TZ=True)


def moment(text):
    found = datetime.fromisoformat(text)
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def end_of(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return moment(text)
    return datetime.combine(day, time.max)


def show(text):
    return until(end_of(text) if text else None)
"""
)

AS_ELSEWHERE = (
    EVENTS
    + """
def start_of(day):
    return datetime.combine(day, time.min, tzinfo=TOWN)


def end_of(day):
    end = datetime.combine(day, time.max)
    return end


def show(text):
    end = end_of(date.fromisoformat(text))
    return until(end)
"""
)

AGENDA = """
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Europe/Vienna")


@dataclass
class Entry:
    title: str
    at: datetime


def local(day, hour):
    return datetime.combine(day, hour, tzinfo=TOWN)


def visits(day):
    yield Entry("visit", local(day, time(9)))


def rounds(day):
    starts_at = datetime.combine(day, time(8))
    yield Entry("round", starts_at)


def agenda(day):
    found = [*visits(day), *rounds(day)]
    return [one.title for one in sorted(found, key=attrgetter("at"))]
"""

SHIFTS = """
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TOWN = ZoneInfo("Europe/Vienna")
DAY, NIGHT = (time(8), time(9)), (time(22), time(23))


def shifts(day, late):
    found = [(datetime.combine(day, begin, TOWN), datetime.combine(day, end, TOWN)) for begin, end in [DAY]]
    if late:
        return found + [(datetime.combine(day, begin), datetime.combine(day, end)) for begin, end in [NIGHT]]
    return found


def is_staffed(at, late):
    for begin, end in shifts(at.date(), late):
        if begin <= at < end:
            return True
    return False


def counted(at, late):
    return sum(begin <= at for begin, end in shifts(at.date(), late))


def at(hour):
    return datetime(2026, 3, 1, hour, tzinfo=TOWN)
"""
SHIFT_LINES = (
    "-        return found + [(datetime.combine(day, begin), datetime.combine(day, end)) for begin, end in [NIGHT]]",
    "+        return found + [(datetime.combine(day, begin, tzinfo=TOWN), datetime.combine(day, end, tzinfo=TOWN)) "
    "for begin, end in [NIGHT]]",
)

CASES = [
    Case("elements that a loop goes through", SHIFTS, "is_staffed(at(22), True)", SHIFT_LINES, True),
    Case("elements that a comprehension goes through", SHIFTS, "counted(at(22), True)", SHIFT_LINES, 2),
    Case(
        "records that are sorted by it, by the own function that gives the zone",
        AGENDA,
        "agenda(date(2026, 3, 1))",
        (
            "-    starts_at = datetime.combine(day, time(8))",
            "+    starts_at = local(day, time(8))",
        ),
        ["round", "visit"],
    ),
    Case(
        "records that are sorted by it, in the zone that is given elsewhere",
        AGENDA.replace(
            "def local(day, hour):\n    return", "def local(day, hour):\n    hour = hour or time.min\n    return"
        )
        .replace('attrgetter("at")', "lambda one: one.at")
        .replace('"round", starts_at', 'title="round", at=starts_at'),
        "agenda(date(2026, 3, 1))",
        (
            "-    starts_at = datetime.combine(day, time(8))",
            "+    starts_at = datetime.combine(day, time(8), tzinfo=TOWN)",
        ),
        ["round", "visit"],
    ),
    Case(
        "Django's own function, which takes the zone of the settings",
        BY_DJANGO,
        "show('2026-03-01')",
        (
            "-    return datetime.combine(day, time.max)",
            "+    return timezone.make_aware(datetime.combine(day, time.max))",
        ),
        1,
    ),
    Case(
        "the zone that the repository gives to such moments",
        AS_ELSEWHERE,
        "show('2026-03-01')",
        (
            "-    end = datetime.combine(day, time.max)",
            "+    end = datetime.combine(day, time.max, tzinfo=TOWN)",
        ),
        1,
    ),
]


@named(CASES)
def test_the_zone_is_given_where_the_moment_is_made(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nobody tells in which zone a day ends",
            AS_ELSEWHERE.replace("time.min, tzinfo=TOWN", "time.min"),
            "show('2026-03-01')",
            "without-zone",
        ),
        Silent(
            "records are sorted by another field",
            AGENDA.replace("    at: datetime", "    at: datetime\n    end: datetime").replace(
                '"round", starts_at', '"round", datetime.now(), starts_at'
            ),
            "agenda(date(2026, 3, 1))",
            "without-zone",
        ),
        Silent(
            "an own function gives one zone and another place another",
            AGENDA + "\n\nUTC_DAY = datetime.combine(date(2026, 1, 1), time.min, tzinfo=ZoneInfo('UTC'))\n",
            "agenda(date(2026, 3, 1))",
            "without-zone",
        ),
        Silent(
            "what is made is not given back",
            SHIFTS.replace(
                SHIFT_LINES[0][1:],
                "        kept = [datetime.combine(day, begin) for begin, end in [NIGHT]]\n"
                "        return found + [(one, one) for one in kept]",
            ),
            "is_staffed(at(22), True)",
            "without-zone",
        ),
        Silent(
            "two zones are given",
            AS_ELSEWHERE + "\n\nUTC_DAY = datetime.combine(date(2026, 1, 1), time.min, tzinfo=ZoneInfo('UTC'))\n",
            "show('2026-03-01')",
            "without-zone",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
