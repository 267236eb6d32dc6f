"""A stored text is read by the conversion that reads the like of it."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STORE = """
import sqlite3
from datetime import date, datetime
from decimal import Decimal

db = sqlite3.connect(":memory:")
db.row_factory = sqlite3.Row
db.execute("CREATE TABLE cards (id, ends, blocked, seen, fee)")
db.execute("INSERT INTO cards VALUES (1, '2026-12-31', '2026-04-15', '05.01.2026', '1.50')")


def card():
    return db.execute("SELECT * FROM cards").fetchone()


class Card:
    def __init__(self):
        self.ends, self.blocked = "2026-12-31", "2026-04-15"


def day(text):
    return datetime.strptime(text, "%d.%m.%Y").date()

"""

CASES = [
    Case(
        "another column of the same row",
        STORE
        + """
async def may(row, on):
    if date.fromisoformat(row["ends"]) < on:
        return False
    return not (row["blocked"] and on <= row["blocked"])


def run():
    import asyncio

    return asyncio.run(may(card(), date(2026, 4, 15)))
""",
        "run()",
        (
            '-    return not (row["blocked"] and on <= row["blocked"])',
            '+    return not (row["blocked"] and on <= date.fromisoformat(row["blocked"]))',
        ),
        False,
    ),
    Case(
        "the same column in another function, held by a name, by a function of the program",
        STORE
        + """
def seen(row):
    return day(row["seen"])


def days(on):
    kept = card()
    last = kept["seen"]
    return (on - last).days
""",
        "days(date(2026, 1, 7))",
        ("-    return (on - last).days", "+    return (on - day(last)).days"),
        2,
    ),
    Case(
        "attributes in a method, both ends of a span",
        STORE
        + """
class Desk:
    def first(self, card):
        return date.fromisoformat(card.blocked).day + date.fromisoformat(card.ends).day

    def within(self, card, on):
        return card.blocked <= on <= card.ends
""",
        "Desk().within(Card(), date(2026, 4, 20))",
        (
            "-        return card.blocked <= on <= card.ends",
            "+        return date.fromisoformat(card.blocked) <= on <= date.fromisoformat(card.ends)",
        ),
        True,
    ),
    Case(
        "an amount",
        STORE
        + """
def total(rows):
    found = Decimal(0)
    for row in rows:
        found += row["fee"]
    return found


def highest(rows):
    return max(Decimal(row["fee"]) for row in rows)
""",
        "total([card(), card()])",
        ('-        found += row["fee"]', '+        found += Decimal(row["fee"])'),
        ...,
    ),
]

SILENT = [
    Silent(
        "nothing reads a day of this",
        STORE
        + """
def may(row, on):
    return Decimal(row["fee"]) > 0 and on <= row["blocked"]
""",
        "may(card(), date(2026, 4, 15))",
        "as-converted",
    ),
    Silent(
        "a day of another record's column",
        STORE
        + """
def ends(other):
    return date.fromisoformat(other["ends"])


def may(row, on):
    return on <= row["seen"]
""",
        "may(card(), date(2026, 4, 15))",
        "as-converted",
    ),
    Silent(
        "a text that is written there",
        STORE
        + """
def ends(row):
    return date.fromisoformat(row["ends"])


def may(row, on):
    return on <= "2026-04-15"
""",
        "may(card(), date(2026, 4, 15))",
        "as-converted",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_is_read_alike(case, tmp_path):
    check_silent(case, tmp_path)
