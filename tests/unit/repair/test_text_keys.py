"""Mappings that were looked up by number until JSON kept them."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STORE = """
import json


class Kept:
    \"\"\"What a framework's session does between two requests.\"\"\"

    def __init__(self):
        self.text = "{}"

    def get(self, key, default=None):
        return json.loads(self.text).get(key, default)

    def pop(self, key, default=None):
        found = json.loads(self.text)
        value = found.pop(key, default)
        self.text = json.dumps(found)
        return value

    def __getitem__(self, key):
        return json.loads(self.text)[key]

    def __setitem__(self, key, value):
        self.text = json.dumps({**json.loads(self.text), key: value})


session = Kept()
PRICES = {5: 20, 6: 30}

"""
CASES = [
    Case(
        "all who hand the entry on to code that says it takes numbers",
        STORE
        + """
def plan(hours: dict[int, int]):
    return [hours[number] * price for number, price in PRICES.items() if number in (5, 6)]


def carry_out(hours: dict[int, int]):
    return sum(plan(hours))


def choose():
    session["hours"] = {5: 2, 6: 3}


def review():
    return plan(session.get("hours", {}))


def confirm():
    return carry_out(session.pop("hours", {}))
""",
        "(choose(), review(), confirm())[1:]",
        (
            '-    return plan(session.get("hours", {}))',
            '+    return plan({int(key): value for key, value in session.get("hours", {}).items()})',
            '-    return carry_out(session.pop("hours", {}))',
            '+    return carry_out({int(key): value for key, value in session.pop("hours", {}).items()})',
        ),
        ([40, 90], 130),
    ),
    Case(
        "a file that only this function looks into",
        """
import json

TEXT = json.dumps({5: "small", 6: "big"})


def sizes(numbers):
    known = json.loads(TEXT)
    return [known[number] for number in numbers]
""",
        "sizes([5, 6])",
        (
            "-    known = json.loads(TEXT)",
            "+    known = {int(key): value for key, value in json.loads(TEXT).items()}",
        ),
        ["small", "big"],
    ),
]
SILENT = [
    Silent(
        "the number is not there as a text either",
        STORE
        + """
def plan(hours):
    return hours[7]


session["hours"] = {5: 2}


def review():
    return plan(session.get("hours", {}))
""",
        "review()",
        "text-keys",
    ),
    Silent(
        "not all keys are numbers",
        STORE
        + """
def plan(hours):
    return hours[5]


session["hours"] = {5: 2, "all": 3}


def review():
    return plan(session.get("hours", {}))
""",
        "review()",
        "text-keys",
    ),
    Silent(
        "somebody else looks the entry up by text",
        STORE
        + """
def plan(hours):
    return hours[5]


session["hours"] = {5: 2}


def shown():
    return session["hours"]["5"]


def review():
    return plan(session.get("hours", {}))
""",
        "review()",
        "text-keys",
    ),
    Silent(
        "the same function looks another one up by text",
        """
import json

TEXT = json.dumps({5: "small", 6: "big"})


def sizes(number):
    known = json.loads(TEXT)
    return known["6"], known[number]
""",
        "sizes(5)",
        "text-keys",
    ),
]


@named(CASES)
def test_what_json_kept_is_looked_up_by_number_again(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_where_texts_are_meant_nothing_changes(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
