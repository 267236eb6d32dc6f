"""A table of stored things, read in a loop that uses them up."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LOANS = """
import sqlite3

db = sqlite3.connect(":memory:")
db.row_factory = sqlite3.Row
db.execute("CREATE TABLE loans (id, code, returned, cents)")
db.execute("INSERT INTO loans VALUES (1, 'a', NULL, 5)")


def close(key):
    row = db.execute("SELECT * FROM loans WHERE id = ? AND returned IS NULL", (key,)).fetchone()
    cents = row["cents"]
    db.execute("UPDATE loans SET returned = ? WHERE id = ?", ("today", key))
    return cents


def rename(key):
    row = db.execute("SELECT * FROM loans WHERE id = ? AND cents > 0", (key,)).fetchone()
    db.execute("UPDATE loans SET cents = cents - 5 WHERE id = ?", (key,))
    return row["cents"]

"""

SEATS = """
class Room:
    def __init__(self):
        self.seats = {1: "a", 2: "b"}

    def leave(self, numbers):
        known = {text: number for number, text in self.seats.items()}
        left = []
        for one in numbers:
            number = known.get(one)
            if not number:
                left.append(None)
                continue
            del self.seats[number]
            left.append(number)
        return left

"""

CASES = [
    Case(
        "a loan is closed once only",
        LOANS
        + """
async def take_back(codes):
    loans = {row["code"]: row["id"] for row in db.execute("SELECT * FROM loans WHERE returned IS NULL")}
    found = []
    for code in codes:
        loan = loans.get(code)
        if loan is None:
            found.append("none")
            continue
        found.append(close(loan))
    return found


def run():
    import asyncio

    return asyncio.run(take_back(["a", "a", "b"]))
""",
        "run()",
        ("-        loan = loans.get(code)", "+        loan = loans.pop(code, None)"),
        [5, "none", "none"],
    ),
    Case(
        "an entry in memory",
        SEATS,
        "Room().leave(['a', 'a', 'b'])",
        ("-            number = known.get(one)", "+            number = known.pop(one, None)"),
        [1, None, 2],
    ),
]

SILENT = [
    Silent(
        "what was changed is there still",
        LOANS
        + """
def pay(codes):
    loans = {row["code"]: row["id"] for row in db.execute("SELECT * FROM loans")}
    found = []
    for code in codes:
        loan = loans.get(code)
        if loan is None:
            continue
        found.append(rename(loan))
    return found
""",
        "pay(['a', 'a'])",
        "used-up",
    ),
    Silent(
        "the table serves others as well",
        SEATS.replace("            left.append(number)", "            left.append(len(known))"),
        "Room().leave(['a', 'a', 'b'])",
        "used-up",
    ),
    Silent(
        "no branch tells what a missing key means",
        SEATS.replace("                left.append(None)\n                continue", "                number = 2"),
        "Room().leave(['a', 'a', 'b'])",
        "used-up",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_is_used_up(case, tmp_path):
    check_silent(case, tmp_path)
