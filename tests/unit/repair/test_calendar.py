"""Days that the calendar does not have."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "the day on which a contract is debited",
        DESK
        + """
from datetime import date

CONTRACTS = [{"id": 1, "debit_day": 15}, {"id": 2, "debit_day": 31}]


@app.get("/debits/<int:year>/<int:month>")
def debits(year, month):
    days = []
    for contract in CONTRACTS:
        days.append(date(year, month, contract["debit_day"]).isoformat())
    return jsonify(days=days)
""",
        "GET /debits/2026/4",
        (
            "+import calendar",
            '-        days.append(date(year, month, contract["debit_day"]).isoformat())',
            '+        days.append(date(year, month, min(contract["debit_day"], '
            "calendar.monthrange(year, month)[1])).isoformat())",
        ),
        200,
    ),
    Case(
        "behind December comes January",
        DESK
        + """
from datetime import date, timedelta


def last_day(year, month):
    return date(year, month + 1, 1) - timedelta(days=1)


@app.get("/months/<int:year>/<int:month>")
def month(year, month):
    if not 1 <= month <= 12:
        raise Invalid("no such month")
    return jsonify(last=last_day(year, month).isoformat())
""",
        "GET /months/2026/12",
        (
            "-    return date(year, month + 1, 1) - timedelta(days=1)",
            "+    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)",
        ),
        200,
    ),
    Case(
        "behind December comes January of the next year",
        DESK
        + """
from datetime import date


def next_month(day):
    return day.replace(month=day.month + 1, day=1)


@app.get("/next/<day>")
def following(day):
    try:
        start = date.fromisoformat(day)
    except ValueError as error:
        raise Invalid("no day") from error
    return jsonify(next=next_month(start).isoformat())
""",
        "GET /next/2026-12-05",
        (
            "-    return day.replace(month=day.month + 1, day=1)",
            "+    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)",
        ),
        200,
    ),
    Case(
        "three months later may be next year",
        DESK
        + """
from datetime import date


def quarter_end(day):
    return date(year=day.year, month=day.month + 3, day=1)


@app.get("/q")
def q():
    return jsonify(end=quarter_end(date(2026, 11, 1)).isoformat())
""",
        "GET /q",
        (
            "-    return date(year=day.year, month=day.month + 3, day=1)",
            "+    return date(year=day.year + (day.month + 3 - 1) // 12, month=(day.month + 3 - 1) % 12 + 1, day=1)",
        ),
        200,
    ),
    Case(
        "before January comes December",
        DESK
        + """
from datetime import date


@app.get("/previous/<int:year>/<int:month>")
def previous(year, month):
    return jsonify(first=date(year, month - 1, 1).isoformat())
""",
        "GET /previous/2026/1",
        (
            "-    return jsonify(first=date(year, month - 1, 1).isoformat())",
            "+    return jsonify(first=date(year + (month - 1 - 1) // 12, (month - 1 - 1) % 12 + 1, 1).isoformat())",
        ),
        200,
    ),
    Case(
        "a year after the 29th of February",
        DESK
        + """
from datetime import date


@app.get("/anniversary/<day>")
def anniversary(day):
    try:
        start = date.fromisoformat(day)
    except ValueError as error:
        raise Invalid("no day") from error
    return jsonify(next=start.replace(year=start.year + 1).isoformat())
""",
        "GET /anniversary/2024-02-29",
        (
            "+import calendar",
            "-    return jsonify(next=start.replace(year=start.year + 1).isoformat())",
            "+    return jsonify(next=start.replace(year=start.year + 1, day=min(start.day, c"
            "alendar.monthrange(start.year + 1, start.month)[1])).isoformat())",
        ),
        200,
    ),
    Case(
        "the last day of a month",
        DESK
        + """
from datetime import date
import calendar


def month_end(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


@app.get("/due/<int:year>/<int:month>")
def due(year, month):
    return jsonify(due=date(year, month, 31).isoformat())
""",
        "GET /due/2026/4",
        (
            "-    return jsonify(due=date(year, month, 31).isoformat())",
            "+    return jsonify(due=month_end(year, month).isoformat())",
        ),
        200,
    ),
    Case(
        "the same day of a shorter month",
        DESK
        + """
from datetime import date


@app.get("/renew/<day>")
def renew(day):
    start = date.fromisoformat(day)
    month = start.month % 12 + 1
    year = start.year + (start.month == 12)
    return jsonify(next=date(year, month, start.day).isoformat())
""",
        "GET /renew/2026-01-31",
        (
            "+import calendar",
            "-    return jsonify(next=date(year, month, start.day).isoformat())",
            "+    return jsonify(next=date(year, month, min(start.day, calendar.monthrange(ye"
            "ar, month)[1])).isoformat())",
        ),
        200,
    ),
]

LEASE = """
from datetime import date


# {comment}
def renewed(start, months):
    total = start.month - 1 + months
    year, month = start.year + total // 12, total % 12 + 1
    return date(year, month, start.day)


@app.get("/leases/<day>/<int:months>")
def lease(day, months):
    return jsonify(until=renewed(date.fromisoformat(day), months).isoformat())
"""
WARRANTY = """
import datetime


class Device:
    def __init__(self, bought):
        self.bought = bought

    def covered_until(self, years):
        {docstring}
        return self.bought.replace(year=self.bought.year + years)


@app.get("/warranty/<day>")
def warranty(day):
    return jsonify(until=Device(datetime.date.fromisoformat(day)).covered_until(2).isoformat())
"""
CASES += [
    Case(
        "a comment promises the first of the next month",
        DESK + LEASE.format(comment="Where a month has no such day, the first of the following one counts."),
        "GET /leases/2026-01-31/1",
        (
            "-from datetime import date",
            "+from datetime import date, timedelta",
            "-    return date(year, month, start.day)",
            "+    return min(date(year, month, 1) + timedelta(days=start.day - 1), (date(year, month, 1) "
            "+ timedelta(days=32)).replace(day=1))",
        ),
        200,
    ),
    Case(
        "the days that a month lacks run over into the next",
        DESK + LEASE.format(comment="Of a shorter month the rest runs over."),
        "GET /leases/2026-01-31/1",
        (
            "-from datetime import date",
            "+from datetime import date, timedelta",
            "-    return date(year, month, start.day)",
            "+    return date(year, month, 1) + timedelta(days=start.day - 1)",
        ),
        200,
    ),
    Case(
        "a docstring promises the day behind the 28th",
        DESK + WARRANTY.format(docstring='"""The same day years later; a leap day is March 1st then."""'),
        "GET /warranty/2024-02-29",
        (
            "-        return self.bought.replace(year=self.bought.year + years)",
            "+        return self.bought.replace(year=self.bought.year + years, day=1) "
            "+ datetime.timedelta(days=self.bought.day - 1)",
        ),
        200,
    ),
    Case(
        "a docstring promises the last of February",
        DESK + WARRANTY.format(docstring='"""Years later; of a leap day it is 28 February, not 1 March."""'),
        "GET /warranty/2024-02-29",
        (
            "+import calendar",
            "-        return self.bought.replace(year=self.bought.year + years)",
            "+        return self.bought.replace(year=self.bought.year + years, day=min(self.bought.day, "
            "calendar.monthrange(self.bought.year + years, self.bought.month)[1]))",
        ),
        200,
    ),
]
SILENT = [
    Silent(
        "two days are promised",
        DESK + WARRANTY.format(docstring='"""A leap day is 1 March, of companies 28 February."""'),
        "GET /warranty/2024-02-29",
        "calendar",
    ),
    Silent(
        "the client gives the day",
        DESK
        + """
from datetime import date


@app.post("/debits")
def debit():
    body = request.get_json()
    return jsonify(first=date(2026, 4, body["debit_day"]).isoformat())
""",
        'POST /debits {"debit_day": 31}',
        "calendar",
    ),
]


@named(SILENT)
def test_no_day_is_made_up_where_several_are_promised(case, tmp_path):
    check_silent(case, tmp_path)


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)
