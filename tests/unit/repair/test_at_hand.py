"""What has the wrong form in an expression stands beside itself in the right one."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HOURS = """
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Madrid")


class Visit:
    def __init__(self, at, fee="1.50"):
        self.at = at
        self.fee = fee


def local(moment, zone):
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def following(moment, zone):
    return moment.replace(tzinfo=zone) + timedelta(days=1)

"""

CASES = [
    Case(
        "a moment without a zone, while the one with the zone of the others is at hand",
        HOURS
        + """
def is_open(at, zone):
    moment = at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
    opens, closes = (datetime.combine(moment.date(), time(hour), zone) for hour in (9, 18))
    return opens <= at < closes
""",
        "is_open(datetime(2026, 1, 5, 10), ZONE)",
        ("-    return opens <= at < closes", "+    return opens <= moment < closes"),
        True,
    ),
    Case(
        "an attribute, completed by an own function",
        HOURS
        + """
async def is_late(visit):
    opens = datetime(2026, 1, 5, 9, tzinfo=ZONE)
    at = local(visit.at, ZONE)
    return visit.at > opens


def run():
    import asyncio

    return asyncio.run(is_late(Visit(datetime(2026, 1, 5, 10))))
""",
        "run()",
        ("-    return visit.at > opens", "+    return at > opens"),
        True,
    ),
    Case(
        "either branch made the day of the text, which is compared twice",
        HOURS
        + """
def state(given, first):
    if len(given) == 10:
        day = date.fromisoformat(given)
    else:
        day = datetime.fromisoformat(given).date()
    if given < first:
        return "early"
    return "same" if given == first else "late"
""",
        "state('2026-01-05', date(2026, 1, 5))",
        (
            "-    if given < first:",
            "+    if day < first:",
            '-    return "same" if given == first else "late"',
            '+    return "same" if day == first else "late"',
        ),
        "same",
    ),
    Case(
        "an amount in text is added to one",
        HOURS
        + """
def total(visits):
    found = Decimal(0)
    for visit in visits:
        fee = Decimal(visit.fee)
        found += visit.fee
    return found
""",
        "total([Visit(None), Visit(None)])",
        ("-        found += visit.fee", "+        found += fee"),
        ...,
    ),
    Case(
        "a text has no week day, the day beside it has",
        HOURS
        + """
def weekday(given):
    day = date.fromisoformat(given)
    return given.weekday()
""",
        "weekday('2026-01-05')",
        ("-    return given.weekday()", "+    return day.weekday()"),
        0,
    ),
]

SILENT = [
    Silent(
        "the day after is no other form of the moment",
        HOURS
        + """
def is_late(at, opens):
    later = following(at, ZONE)
    return at > opens
""",
        "is_late(datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 9, tzinfo=ZONE))",
        "at-hand",
    ),
    Silent(
        "the first of the month is no other form of the day",
        HOURS
        + """
def is_late(at, opens):
    first = at.replace(day=1, tzinfo=ZONE)
    return at > opens
""",
        "is_late(datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 9, tzinfo=ZONE))",
        "at-hand",
    ),
    Silent(
        "the moment was moved since the other was made of it",
        HOURS
        + """
def is_late(at, opens):
    moment = local(at, ZONE)
    at = at + timedelta(hours=2)
    return at > opens
""",
        "is_late(datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 9, tzinfo=ZONE))",
        "at-hand",
    ),
    Silent(
        "only one branch makes the other form",
        HOURS
        + """
def is_late(at, opens, exact=True):
    if exact:
        moment = local(at, ZONE)
    return at > opens
""",
        "is_late(datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 9, tzinfo=ZONE))",
        "at-hand",
    ),
    Silent(
        "the other form does not fit either",
        HOURS
        + """
def is_late(given, opens):
    moment = datetime.fromisoformat(given)
    return given > opens
""",
        "is_late('2026-01-05', datetime(2026, 1, 5, 9, tzinfo=ZONE))",
        "at-hand",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_fits(case, tmp_path):
    check_silent(case, tmp_path)
