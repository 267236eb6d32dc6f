"""Days that the calendar lacks, and functions of the repository that know better."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import calendar
from datetime import date


def month_end(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day, months):
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

"""

CASES = [
    Case(
        "only ends of months are kept under that name",
        HEAD
        + """
def new_card(on):
    return {"expires": month_end(on.year + 1, on.month)}


def extend(card):
    ends = card["expires"]
    return ends.replace(year=ends.year + 1)
""",
        "str(extend(new_card(date(2023, 2, 3))))",
        (
            "-    return ends.replace(year=ends.year + 1)",
            "+    return month_end(ends.year + 1, ends.month)",
        ),
        "2025-02-28",
    ),
    Case(
        "a year later is twelve months later",
        HEAD
        + """
class Pet:
    born = date(2024, 2, 29)

    def birthday(self, years):
        return self.born.replace(year=self.born.year + years).isoformat()
""",
        "Pet().birthday(1)",
        (
            "-        return self.born.replace(year=self.born.year + years).isoformat()",
            "+        return add_months(self.born, 12 * years).isoformat()",
        ),
        "2025-02-28",
    ),
    Case(
        "months later in a call of date",
        HEAD
        + """
def review(day):
    return date(day.year, day.month - 2, day.day).isoformat()
""",
        "review(date(2024, 4, 30))",
        (
            "-    return date(day.year, day.month - 2, day.day).isoformat()",
            "+    return add_months(day, -2).isoformat()",
        ),
        "2024-02-29",
    ),
]

SILENT = [
    Silent(
        "nothing says that an end of a month is meant",
        HEAD.partition("def add_months")[0]
        + """
def anniversary(day):
    return day.replace(year=day.year + 1)
""",
        "anniversary(date(2024, 2, 29))",
        "own-calendar",
    ),
    Silent(
        "a day that somebody gave",
        HEAD
        + """
def due(year, month, day):
    return date(year, month, day)
""",
        "due(2024, 2, 30)",
        "own-calendar",
    ),
    Silent(
        "year and month move both",
        HEAD
        + """
def later(day, years, months):
    return date(day.year + years, day.month + months, day.day)
""",
        "later(date(2024, 1, 31), 1, 1)",
        "own-calendar",
    ),
]

CASES.append(
    Case(
        "the day in another year, by a function that knows the years without it",
        """
from datetime import date, timedelta


def anniversary(day, year):
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 28) + timedelta(days=1)
    return day.replace(year=year)


def party(born, year):
    return born.replace(year=year).isoformat()
""",
        "party(date(2024, 2, 29), 2026)",
        (
            "-    return born.replace(year=year).isoformat()",
            "+    return anniversary(born, year).isoformat()",
        ),
        "2026-03-01",
    )
)
SILENT.append(
    Silent(
        "a function that knows nothing of years without the day",
        """
from datetime import date


def moved(day, year):
    return day.replace(year=year)


def party(born, year):
    return born.replace(year=year).isoformat()
""",
        "party(date(2024, 2, 29), 2026)",
        "own-calendar",
    )
)


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
