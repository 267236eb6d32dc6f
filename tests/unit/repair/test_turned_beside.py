"""Values that JSON cannot hold, beside values of their sort that are turned into something that it can."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LOANS = """
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass
class Loan:
    title: str
    fee: Decimal
    deposit: Decimal
    taken_on: date
    due_on: date | None
    seen: datetime
    tags: set[str]
    words: set[str]


LOANS = [
    Loan("Atlas", Decimal("1.50"), Decimal(5), date(2026, 1, 2), date(2026, 2, 2), datetime(2026, 1, 1), {"a"}, {"b"})
]


def day(value):
    if value is None:
        return None
    return value.strftime("%d.%m.%Y")


def hour(value):
    return value.strftime("%H:%M")

"""

MOMENTS = """
import json
from datetime import UTC, datetime, timedelta
import clock

NOW = datetime(2026, 6, 10, tzinfo=UTC)


def record(action, **details):
    return json.dumps(details)

"""
CLOCK = """
from datetime import UTC, datetime


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
"""

CASES = [
    Case(
        "amounts in the rows that a function gives are written as the one beside them",
        LOANS
        + """
def rows(loans):
    return [{"title": loan.title, "fee": str(loan.fee), "deposit": loan.deposit} for loan in loans]


def listing():
    return json.dumps(rows(LOANS))
""",
        "listing()",
        (
            '-    return [{"title": loan.title, "fee": str(loan.fee), "deposit": loan.deposit} for loan in loans]',
            '+    return [{"title": loan.title, "fee": str(loan.fee), "deposit": str(loan.deposit)} for loan in loans]',
        ),
        '[{"title": "Atlas", "fee": "1.50", "deposit": "5"}]',
    ),
    Case(
        "days become entries of a mapping one by one",
        LOANS
        + """
def show(loan):
    shown = {"title": loan.title}
    shown["taken"] = day(loan.taken_on)
    shown["due"] = loan.due_on
    return json.dumps(shown)
""",
        "show(LOANS[0])",
        ('-    shown["due"] = loan.due_on', '+    shown["due"] = day(loan.due_on)'),
        '{"title": "Atlas", "taken": "02.01.2026", "due": "02.02.2026"}',
    ),
    Case(
        "a moment's form that has days only suits a day",
        LOANS
        + """
def show(loan):
    return json.dumps(
        dict(
            seen=day(loan.seen),
            due=loan.due_on,
        )
    )
""",
        "show(LOANS[0])",
        ("-            due=loan.due_on,", "+            due=day(loan.due_on),"),
        '{"seen": "01.01.2026", "due": "02.02.2026"}',
    ),
    Case(
        "what is put into a mapping later is written as what it began with, by a function that takes moments",
        MOMENTS
        + """
def extend(days):
    asked = NOW + timedelta(days=days)
    until = min(asked, NOW + timedelta(days=60))
    details: dict[str, object] = {"days": days, "until": clock.written(until)}
    if asked > until:
        details["asked"] = asked
    return record("extended", **details)
""",
        "extend(90)",
        ('-        details["asked"] = asked', '+        details["asked"] = clock.written(asked)'),
        '{"days": 90, "until": "2026-08-09T00:00:00+00:00", "asked": "2026-09-08T00:00:00+00:00"}',
        files={"clock.py": CLOCK},
    ),
]

SILENT = [
    Silent(
        "a function that takes days says nothing of a moment",
        CLOCK.replace("moment: datetime", "moment: date").replace("import UTC", "import date, UTC")
        + MOMENTS.replace("import clock\n", "")
        + """
def extend(days):
    asked = NOW + timedelta(days=days)
    details = {"until": written(some())}
    details["asked"] = asked
    return record("extended", **details)


def some():
    return NOW
""",
        "extend(90)",
        "turned-beside",
    ),
    Silent(
        "the hour of a moment says nothing of a day",
        LOANS
        + """
def show(loan):
    return json.dumps({"seen": hour(loan.seen), "due": loan.due_on})
""",
        "show(LOANS[0])",
        "turned-beside",
    ),
    Silent(
        "how many there are is no form of a set",
        LOANS
        + """
def show(loan):
    return json.dumps({"tags": len(loan.tags), "words": loan.words})
""",
        "show(LOANS[0])",
        "turned-beside",
    ),
    Silent(
        "two ways to write a day leave open which is meant",
        LOANS
        + """
def show(loan):
    first, second = loan.taken_on, loan.taken_on
    return json.dumps({"first": day(first), "second": second.isoformat(), "due": loan.due_on})
""",
        "show(LOANS[0])",
        "turned-beside",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_the_code_shows_no_form(case, tmp_path):
    check_silent(case, tmp_path)
