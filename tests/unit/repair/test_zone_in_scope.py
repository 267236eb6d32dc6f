"""Moments without a zone, where the function knows which one is meant, or the framework does."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

HAPPENED = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Vienna")
EVENTS = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3)]


def handed_on(function, *args, **words):
    return function(*args, **words)

"""

CASES = [
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
