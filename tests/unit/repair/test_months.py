"""Weeks and months behind the end of a year."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import calendar
from calendar import monthrange
from datetime import date

"""

CASES = [
    Case(
        "the week before the first",
        HEAD
        + """
def before(year, week):
    return date.fromisocalendar(year, week - 1, 1)
""",
        "str(before(2024, 1))",
        (
            "-from datetime import date",
            "+from datetime import date, timedelta",
            "-    return date.fromisocalendar(year, week - 1, 1)",
            "+    return date.fromisocalendar(year, week, 1) - timedelta(weeks=1)",
        ),
        "2023-12-25",
    ),
    Case(
        "so many weeks later, reckoned above",
        HEAD.replace("from datetime import date", "import datetime")
        + """
class Plan:
    def __init__(self, year, week):
        self.year, self.week = year, week

    def review(self, weeks):
        later = self.week + weeks
        return datetime.date.fromisocalendar(self.year, week=later, day=5).isoformat()
""",
        "Plan(2024, 50).review(4)",
        (
            "-        later = self.week + weeks",
            "-        return datetime.date.fromisocalendar(self.year, week=later, day=5).isoformat()",
            "+        return (datetime.date.fromisocalendar(self.year, week=self.week, day=5)"
            " + datetime.timedelta(weeks=weeks)).isoformat()",
        ),
        "2025-01-10",
    ),
    Case(
        "months later, counted first",
        HEAD
        + """
def later(start, months):
    count = start.month + months
    year, month = start.year + count // 12, count % 12
    return date(year, month, min(start.day, monthrange(year, month)[1]))
""",
        "[str(later(date(2023, 12, 14), 12)), str(later(date(2024, 11, 30), 1)), str(later(date(2024, 11, 30), 3))]",
        (
            "-    count = start.month + months",
            "-    year, month = start.year + count // 12, count % 12",
            "+    count = start.month + months - 1",
            "+    year, month = start.year + count // 12, count % 12 + 1",
        ),
        ["2024-12-14", "2024-12-30", "2025-02-28"],
    ),
    Case(
        "in one expression",
        HEAD
        + """
def first(year, month, ahead):
    return date(year + (month + ahead) // 12, (month + ahead) % 12, 1).isoformat()
""",
        "first(2024, 10, 2)",
        (
            "-    return date(year + (month + ahead) // 12, (month + ahead) % 12, 1).isoformat()",
            "+    return date(year + (month + ahead - 1) // 12, (month + ahead - 1) % 12 + 1, 1).isoformat()",
        ),
        "2024-12-01",
    ),
    Case(
        "months since year 0",
        HEAD
        + """
def first(day, ahead):
    years, month = divmod(day.year * 12 + day.month + ahead, 12)
    return day.replace(year=years, month=month, day=1).isoformat()
""",
        "first(date(2024, 10, 2), 2)",
        (
            "-    years, month = divmod(day.year * 12 + day.month + ahead, 12)",
            "+    years, month = divmod(day.year * 12 + day.month + ahead - 1, 12)",
            "+    month += 1",
        ),
        "2024-12-01",
    ),
]

SILENT = [
    Silent(
        "what counts from 0 already",
        HEAD
        + """
def first(year, place, ahead):
    return date(year, (place + ahead) % 12, 1)
""",
        "first(2024, 10, 2)",
        "months",
    ),
    Silent(
        "a month that somebody gave",
        HEAD
        + """
def first(year, month):
    return date(year, month, 1)
""",
        "first(2024, 0)",
        "months",
    ),
    Silent(
        "a week that somebody gave",
        HEAD
        + """
def monday(year, week):
    return date.fromisocalendar(year, week, 1)
""",
        "monday(2024, 60)",
        "months",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
