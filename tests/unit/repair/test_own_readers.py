"""Moments that are read by hand, where the repository has a function that reads them with a zone."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK

CLOCK = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Vienna")
CHANGED = datetime(2026, 1, 2, tzinfo=UTC)


def moment(text):
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=HOME) if value.tzinfo is None else value

"""
HERE = """
@app.get("/news")
def news():
    at = datetime.fromisoformat(request.args["at"])
    return jsonify(stale=at < CHANGED)
"""
PARSE = """
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    name: str
    at: datetime


def parse(sent):
    at = datetime.fromisoformat(sent["at"])
    return Event(name=sent["name"], at=at)

"""
APPLY = """
def apply(event):
    return "stale" if event.at < CHANGED else "applied"

"""
HOOK = """
@app.get("/hook")
def hook():
    event = parse(request.args)
    return jsonify(result=apply(event))
"""
WANTED = ('-    at = datetime.fromisoformat(request.args["at"])', '+    at = moment(request.args["at"])')
CASES = [
    Case("it is compared where it is read", DESK + CLOCK + HERE, "GET /news?at=2026-01-02T00:30:00", WANTED, 200),
    Case(
        "an object is made of it in another function",
        DESK + CLOCK + PARSE + APPLY + HOOK,
        "GET /hook?name=paid&at=2026-01-02T00:30:00",
        ('-    at = datetime.fromisoformat(sent["at"])', '+    at = moment(sent["at"])'),
        200,
    ),
    Case(
        "another module has a function of that name too",
        DESK
        + "import provider\nimport money\nfrom clock import CHANGED\n"
        + APPLY
        + HOOK.replace("parse", "provider.parse"),
        "GET /hook?name=paid&at=2026-01-02T00:30:00",
        (
            "+",
            "+from clock import moment",
            '-    at = datetime.fromisoformat(sent["at"])',
            '+    at = moment(sent["at"])',
        ),
        200,
        files={
            "provider.py": "from datetime import datetime\n" + PARSE,
            "money.py": "def parse(text):\n    return text\n",
            "clock.py": CLOCK,
        },
    ),
]
SECOND = CLOCK + "\ndef utc_moment(text):\n    value = datetime.fromisoformat(text)\n"
SECOND += "    return value if value.tzinfo else value.replace(tzinfo=UTC)\n\n"
NAIVE = CLOCK.replace("value.replace(tzinfo=HOME) if value.tzinfo is None else value", "value.replace(tzinfo=None)")
DAYS = CLOCK.replace("    return value.replace", "    value = value.replace").replace(
    "else value\n", "else value\n    return value.date()\n"
)


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(name, DESK + clock + HERE, "GET /news?at=2026-01-02T00:30:00", "own-reader")
        for name, clock in (
            ("two readers that differ", SECOND),
            ("a reader that takes the zone off", NAIVE),
            ("a reader of days", DAYS),
            ("what comes is said to be UTC", CLOCK + "# The till sends UTC without an offset.\n"),
            ("a reader that asks for the zone", CLOCK.replace("def moment(text)", "def moment(text, zone)")),
        )
    ]
)
def test_other_readers_or_several_say_nothing(case, tmp_path):
    check_silent(case, tmp_path)
