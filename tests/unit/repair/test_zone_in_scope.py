"""Moments without a zone, where the function knows which one is meant, or the framework does."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK
from tests.unit.repair.snippets import Snippet

HAPPENED = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Vienna")
EVENTS = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)]


def handed_on(function, *args, **words):
    return function(*args, **words)

"""

READ = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def read(row):
    return datetime.fromisoformat(row["at"]) if row["at"] else None


def show(row, zone):
    at = read(row)
    if at and at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return at.astimezone(UTC).isoformat() if at else None


def latest(rows, zone):
    dated = []
    for row in rows:
        when = read(row)
        if when:
            dated.append((when, row))
    dated.sort(key=lambda pair: pair[0])
    return [show(row, zone) for _, row in dated]

"""
TIMES = ["2026-01-02T10:00:00+00:00", "2026-01-02T10:30:00", ""]
MIXED = f'latest([{{"at": at}} for at in {TIMES}], ZoneInfo("Europe/Vienna"))'

CASES = [
    Case(
        "another caller of the reader completes what it gives",
        READ,
        MIXED,
        (
            "+        if when and when.tzinfo is None:",
            "+            when = when.replace(tzinfo=zone)",
        ),
        ["2026-01-02T09:30:00+00:00", "2026-01-02T10:00:00+00:00"],
    ),
    Case(
        "the function reckons in a zone that it was given",
        DESK
        + HAPPENED
        + """
def events_of(zone, since=None):
    found = EVENTS
    if since is not None:
        found = [at for at in found if at >= since]
    return [at.astimezone(zone).date().isoformat() for at in found]


@app.get("/events")
def events():
    since = datetime.fromisoformat(request.args["since"])
    return jsonify(days=handed_on(events_of, HOME, since=since))
""",
        "GET /events?since=2026-01-02T01:00:00",
        (
            "+        if since.tzinfo is None:",
            "+            since = since.replace(tzinfo=zone)",
        ),
        200,
    ),
    Case(
        "Django completes a moment by its settings, once and not in each round",
        DESK
        + HAPPENED
        + """
from django.utils import timezone

from django.conf import settings

if not settings.configured:
    settings.configure(TIME_ZONE="Europe/Vienna", USE_TZ=True)


def latest(since):
    found = []
    for at in sorted(EVENTS, reverse=True):
        if at < since:
            break
        found.append(at)
    return len(found)


@app.get("/latest")
def count():
    return jsonify(count=latest(datetime.fromisoformat(request.args["since"])))
""",
        "GET /latest?since=2026-01-02T01:00:00",
        (
            "+    if timezone.is_naive(since):",
            "+        since = timezone.make_aware(since)",
        ),
        200,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize(
    "app",
    [
        # The other caller completes by a zone that is not here.
        READ.replace("def latest(rows, zone)", "def latest(rows, home)").replace("show(row, zone)", "show(row, home)"),
        # The other caller completes what another function gives.
        READ.replace("    at = read(row)", "    at = datetime.fromisoformat(row['at'])"),
        # The test asks for more than the moment.
        READ.replace("if at and at.tzinfo", "if row['local'] and at.tzinfo"),
    ],
)
def test_nothing_is_completed_as_by_another_caller(app, tmp_path):
    drafts = Snippet(tmp_path, {"app.py": app}, MIXED).drafts()
    assert not [draft for draft in drafts if "which app.py" in draft.rationale]
