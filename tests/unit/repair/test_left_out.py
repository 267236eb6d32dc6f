"""None that is handed on, and None that hides in a text or a number."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CLOCK = """
import sqlite3
from datetime import datetime
from decimal import Decimal


def parse(text):
    return datetime.fromisoformat(text)


def day(moment, zone):
    return f"{moment.date()} {zone}"

"""

CASES = [
    Case(
        "what is made of nothing stays nothing where someone asks for it",
        CLOCK
        + """
def state(order):
    delivered = day(parse(order["delivered_at"]), "UTC")
    return f"{order['status']} on {delivered}" if delivered else order["status"]
""",
        "state({'status': 'open', 'delivered_at': None})",
        (
            '-    delivered = day(parse(order["delivered_at"]), "UTC")',
            '+    delivered = day(parse(order["delivered_at"]), "UTC") if order["delivered_at"] is not None else None',
        ),
        "open",
    ),
    Case(
        "a function that may return None does so for nothing, whatever is between it and the crash",
        CLOCK
        + """
def read(text):
    return parse(text)


def moment_of(row: dict) -> datetime | None:
    return read(row["at"])
""",
        "moment_of({'at': None})",
        (
            '-    return read(row["at"])',
            '+    return read(row["at"]) if row["at"] is not None else None',
        ),
        None,
        among=2,
    ),
    Case(
        "SQL adds nothing up to NULL",
        CLOCK
        + """
def total(report):
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE items (report, amount)")
    row = conn.execute("SELECT sum(amount) FROM items WHERE report = ?", (report,)).fetchone()
    return Decimal(str(row[0]))
""",
        "total(1)",
        ("-    return Decimal(str(row[0]))", "+    return Decimal(str(row[0] or 0))"),
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "nobody asks for a None",
        CLOCK
        + """
def state(order):
    delivered = day(parse(order["delivered_at"]), "UTC")
    return delivered.upper()
""",
        "state({'delivered_at': None})",
        "left-out",
    ),
    Silent(
        "a text that is no number has no None in it",
        CLOCK
        + """
def total(row):
    return Decimal(str(row["amount"]))
""",
        "total({'amount': 'much'})",
        "hidden-none",
    ),
]


@named(SILENT)
def test_nothing_is_offered_where_it_would_be_a_guess(case, tmp_path):
    check_silent(case, tmp_path)
