"""Entries that begin as None."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import re
from dataclasses import dataclass


@dataclass
class Loan:
    due_on: str


class Loans:
    def __init__(self, *loans):
        self.loans = loans

    def first(self):
        return self.loans[0] if self.loans else None


class Copy:
    def __init__(self, *loans):
        self.loans = Loans(*loans)
        self.aside = not loans
"""
CASES = [
    Case(
        "a key of what is answered",
        HEAD
        + """
def show(copy):
    shown = {"aside": copy.aside, "due_on": None}
    if copy.loans:
        shown["due_on"] = copy.loans.first().due_on
    return shown
""",
        "show(Copy())",
        (
            '-        shown["due_on"] = copy.loans.first().due_on',
            "+        loan = copy.loans.first()",
            "+        if loan is not None:",
            '+            shown["due_on"] = loan.due_on',
        ),
        {"aside": True, "due_on": None},
    ),
    Case(
        "a name",
        HEAD
        + """
def year(text):
    found = None
    match = re.search("[0-9]{4}", text)
    found = match.group()
    return {"text": text, "year": found}
""",
        "year('none')",
        (
            "-    found = match.group()",
            "+    if match is not None:",
            "+        found = match.group()",
        ),
        {"text": "none", "year": None},
    ),
]
SILENT = [
    Silent(
        "the entry begins as something",
        HEAD
        + """
def show(copy):
    shown = {"due_on": "never"}
    shown["due_on"] = copy.loans.first().due_on
    return shown
""",
        "show(Copy())",
        "default-kept",
    ),
    Silent(
        "in the second round it is no longer None",
        HEAD
        + """
def years(texts):
    found = None
    years = []
    for text in texts:
        match = re.search("[0-9]{4}", text)
        found = match.group()
        years.append(found)
    return years
""",
        "years(['2024', 'none'])",
        "default-kept",
    ),
    Silent(
        "there is no such entry yet",
        HEAD
        + """
def show(copy):
    shown = {"title": None}
    shown["due_on"] = copy.loans.first().due_on
    return shown
""",
        "show(Copy())",
        "default-kept",
    ),
]


@named(CASES)
def test_what_is_filled_from_nothing_stays_none(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_other_beginnings_are_no_answer(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
