"""Moments without a zone, where the program says that they are local time."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

GATE = (
    DESK
    + """
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

YARD, BERTHS = ZoneInfo("Europe/Lisbon"), 4
OPENED = [datetime(2026, 5, 1, 8, tzinfo=timezone.utc)]


def arrival(text):
    '''DOCSTRING'''
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("no time") from error
    return when


@app.get("/late/<when>")
def late(when):
    at = arrival(when)
    return jsonify(late=at > OPENED[0])
"""
)

CASES = [
    Case(
        "the yard's own zone",
        GATE.replace("DOCSTRING", "When a ship came; without a zone it is the local time of the yard."),
        "GET /late/2026-05-01T09:30",
        (
            "+    if when.tzinfo is None:",
            "+        when = when.replace(tzinfo=YARD)",
        ),
        200,
    )
]


@named(CASES)
def test_a_moment_is_completed_as_its_reader_promises(case, tmp_path):
    check(case, tmp_path)
