"""Clocks without a zone behind own functions, properties and defaults of fields."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SESSION = """
from datetime import datetime, timedelta


class Session:
    def __init__(self, started):
        self.started = datetime.fromisoformat(started)

    def _now(self):
        return datetime.utcnow()

    def age(self):
        return self._now() - self.started > timedelta(hours=1)
"""
PROPERTY = SESSION.replace("    def _now", "    @property\n    def _now").replace("self._now()", "self._now")
JOBS = '''
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Job:
    name: str
    created: datetime = field(default_factory=datetime.now)


def oldest(text):
    """All moments are in UTC."""
    jobs = [Job("a"), Job("b", datetime.fromisoformat(text))]
    return [job.name for job in sorted(jobs, key=lambda job: job.created)]
'''
ZONED = (
    "-from datetime import datetime, timedelta",
    "+from datetime import datetime, timedelta, timezone",
    "-        return datetime.utcnow()",
    "+        return datetime.now(timezone.utc)",
)
AGED = 'Session("2024-01-01T00:00:00+00:00").age()'
SORTED = 'oldest("2024-01-01T00:00:00+00:00")'
CASES = [
    Case("a method", SESSION, AGED, ZONED, True),
    Case("a property", PROPERTY, AGED, ZONED, True),
    Case(
        "the default of a field",
        JOBS,
        SORTED,
        (
            "-from datetime import datetime",
            "+from datetime import datetime, timezone",
            "-    created: datetime = field(default_factory=datetime.now)",
            "+    created: datetime = field(default_factory=lambda: datetime.now(timezone.utc))",
        ),
        ["b", "a"],
    ),
]
SILENT = [
    Silent(
        "moments without a zone are kept",
        SESSION + "\n    def close(self):\n        self.closed = self._now()\n",
        AGED,
        "own-clock",
    ),
    Silent("others read a clock without a zone", JOBS + "\n\nSTARTED = datetime.now()\n", SORTED, "own-clock"),
]


@named(CASES)
def test_an_own_clock_tells_the_zone(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_a_clock_whose_moments_are_kept_is_left_alone(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
