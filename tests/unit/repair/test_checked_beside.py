"""A reader without the check that the readers beside it have."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK

READERS = (
    DESK
    + """
from datetime import UTC, date, datetime, timedelta, timezone

EAST = timezone(timedelta(hours=2))


def _known_year(value, name):
    if not 1900 <= value.year <= 2100:
        raise Invalid(f"{name} is out of range")
    return value


def day(value, name) -> date:
    return _known_year(date.fromisoformat(value), name)


def moment(value, name, zone, default=None):
    if not value:
        return default
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    return found


def page(since):
    return [since.astimezone(UTC).isoformat()]


@app.get("/log")
def log():
    day(request.args.get("day", "2026-01-01"), "day")
    return jsonify(page(moment(request.args.get("since"), "since", EAST)))
"""
)

CASES = [
    Case(
        "a moment of a year that days may not have",
        READERS,
        "GET /log?since=0001-01-01",
        ("-    return found", "+    return _known_year(found, name)"),
        422,
    ),
]
SILENT = [
    Silent(
        "a value that only this use cannot take",
        READERS.replace("since.astimezone(UTC).isoformat()", "{2026: 1}[since.year]"),
        "GET /log?since=2025-01-01",
        "checked-beside",
    ),
    Silent(
        "a check that changes its value",
        READERS.replace("    return value\n", "    return value.replace(year=2000)\n"),
        "GET /log?since=0001-01-01",
        "checked-beside",
    ),
    Silent(
        "a check that is told what the reader does not know",
        READERS.replace("def day(value, name)", "def day(value, label)").replace(
            "date.fromisoformat(value), name)", "date.fromisoformat(value), label)"
        ),
        "GET /log?since=0001-01-01",
        "checked-beside",
    ),
    Silent(
        "a check of what the value does not have",
        READERS.replace("1900 <= value.year <= 2100", "1900 <= value.first.year"),
        "GET /log?since=0001-01-01",
        "checked-beside",
    ),
    Silent(
        "a check that refuses nothing",
        READERS.replace('raise Invalid(f"{name} is out of range")', "print(name)"),
        "GET /log?since=0001-01-01",
        "checked-beside",
    ),
]


@named(CASES)
def test_drafts(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
