"""Parts of moments in UTC are asked for in local time, as elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.snippets import Snippet

CLOCK = """
from zoneinfo import ZoneInfo

GATE = ZoneInfo("Europe/London")


def local(instant):
    return instant.astimezone(GATE)
"""
YARD = """
from datetime import UTC, datetime

import clock

CAME = datetime(2026, 5, 6, 5, 10, tzinfo=UTC)
LEFT = datetime(2026, 5, 6, 5, 41, tzinfo=UTC)


class Load:
    came_at = CAME
    left_at = LEFT


def day(load):
    return {"day": clock.local(load.came_at).day, "month": f"{clock.local(load.came_at):%Y-%m}"}


def hours(loads):
    counts = dict.fromkeys(range(6, 18), 0)
    for load in loads:
        counts[load.left_at.hour] += 1
    return counts[6]
"""
SHIFTS = """
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Tokyo")
OPEN = [datetime(2026, 3, 2).date()]


def shown(moment):
    return moment.astimezone(TZ).strftime("%d.%m.")


def place(moment):
    day = moment.date()
    return OPEN.index(day)
"""
CASES = [
    Case(
        "an own function that turns them",
        YARD,
        "hours([Load()])",
        ("-        counts[load.left_at.hour] += 1", "+        counts[clock.local(load.left_at).hour] += 1"),
        1,
        files={"clock.py": CLOCK},
    ),
    Case(
        "a zone with a name, and the part in a name of its own",
        SHIFTS,
        "place(datetime(2026, 3, 1, 22, tzinfo=timezone.utc))",
        ("-    day = moment.date()", "+    day = moment.astimezone(TZ).date()"),
        0,
    ),
]


@named(CASES)
def test_parts_are_those_of_local_time(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("clock.local(load.came_at)", "load.came_at", id="nobody turns them"),
        pytest.param(
            'f"{clock.local(load.came_at):%Y-%m}"', "load.came_at.astimezone(clock.GATE).month", id="two ways"
        ),
        pytest.param("41, tzinfo=UTC", "41", id="a moment without a zone"),
        pytest.param("41, tzinfo=UTC", "41, tzinfo=clock.GATE", id="a moment in local time"),
        pytest.param("clock.local(load.came_at)", "load.came_at.astimezone(UTC)", id="others are turned to UTC"),
    ],
)
def test_otherwise_they_stay_as_they_are(tmp_path: Path, old: str, new: str) -> None:
    snippet = Snippet(tmp_path, {"app.py": YARD.replace(old, new), "clock.py": CLOCK}, "hours([Load()])")
    assert [one for one in snippet.drafts() if one.template == "local-part"] == []
