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
]

SILENT = [
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
