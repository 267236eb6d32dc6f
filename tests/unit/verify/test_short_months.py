"""A day that a month does not have is the one that was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.short_months import ShortMonthsGate
from arbase.workspace.short_months import meant_for
from tests.unit.verify.doubles import on_paper

SOURCE = """\
from datetime import date


def birthday(born, year):
    {docstring}
    return born.replace(year=year)
"""
MARCH = '"""The birthday in a year; who was born on 29 February has it on 1 March."""'
LAST = '"""The birthday in a year; it is the last day of the month where that is shorter."""'
SILENT = '"""The birthday in a year."""'
CLAMPED = "born.replace(year=year, day=min(born.day, calendar.monthrange(year, born.month)[1]))"
SUMMED = "born.replace(year=year, day=1) + timedelta(days=born.day - 1)"
ASKED = "born.replace(year=year) if born.day <= monthrange(year, 2)[1] else date(year, 3, 1)"
EARLIER = "born.replace(year=year) if ok(born) else date(year, 3, 1) - timedelta(days=1)"


@pytest.mark.parametrize(
    ("docstring", "fix", "passed"),
    [
        (MARCH, CLAMPED, False),
        (MARCH, "born.replace(year=year) if ok(born) else born.replace(year=year, day=28)", False),
        (MARCH, "born + relativedelta(years=year - born.year)", False),
        (MARCH, SUMMED, True),
        (MARCH, ASKED, True),
        (LAST, CLAMPED, True),
        (LAST, EARLIER, True),
        (LAST, SUMMED, False),
        (SILENT, CLAMPED, True),
        (SILENT, SUMMED, True),
    ],
)
def test_the_promised_day_is_taken(tmp_path: Path, docstring, fix, passed):
    stage = on_paper(SOURCE.format(docstring=docstring), 6, tmp_path, exception="ValueError",
                     message="day is out of range for month")  # fmt: skip
    result = ShortMonthsGate().check(stage.case(stage.candidate(("born.replace(year=year)", fix))))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The season starts on 1 March and ends on the last day of October.", ""),
        ("1 March where the year has no 29 February", "next"),
        ("Months without the 31st get their last day.", "last"),
        ("Where there is no answer, the reminder goes out the day after.", ""),
        ("Not the last day where a month lacks it, but the day after.", "next"),
        ("A shorter month rolls over to the first of the next month.", "next"),
        ("A leap day is 28 February for some, 1 March for others.", "unclear"),
    ],
)
def test_what_is_said_of_lacking_days(text, meant):
    assert meant_for(text) == meant


@pytest.mark.parametrize(
    ("page", "fix", "passed"),
    [
        ("- Who is born on 29 February has the birthday on 1 March in other years.\n", CLAMPED, False),
        ("- Who is born on 29 February has the birthday on 1 March in other years.\n", SUMMED, True),
        ("- Where a year has no 29 February, 28 February is meant.\n", SUMMED, False),
        ("- The season ends on 1 March.\n", CLAMPED, True),
        ("- 29 February is 1 March for some and 28 February for others.\n", CLAMPED, True),
    ],
)
def test_where_the_function_is_silent_the_pages_of_the_repository_tell(tmp_path: Path, page, fix, passed):
    (tmp_path / ".arbase").mkdir()
    (tmp_path / ".arbase" / "context.md").write_text(page)
    stage = on_paper(SOURCE.format(docstring=SILENT), 6, tmp_path, exception="ValueError",
                     message="day is out of range for month")  # fmt: skip
    result = ShortMonthsGate().check(stage.case(stage.candidate(("born.replace(year=year)", fix))))
    assert result.passed is passed, result.reason
