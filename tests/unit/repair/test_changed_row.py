"""Rows of a database that the program changes."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import sqlite3


def connected():
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.execute("CREATE TABLE beds (id INTEGER, name TEXT)")
    db.executemany("INSERT INTO beds VALUES (?, ?)", [(1, "north"), (2, "south")])
    return db
"""
CASES = [
    Case(
        "one row",
        HEAD
        + """
def bed(number):
    row = connected().execute("SELECT * FROM beds WHERE id = ?", (number,)).fetchone()
    if row is None:
        return {}
    row["free"] = True
    return row
""",
        "bed(1)",
        ("+    row = dict(row)",),
        {"id": 1, "name": "north", "free": True},
    ),
    Case(
        "the rows of a list",
        HEAD
        + """
def beds():
    rows = connected().execute("SELECT * FROM beds").fetchall()
    for row in rows:
        row["free"] = row["id"] > 1
    return rows
""",
        "beds()",
        (
            '-    rows = connected().execute("SELECT * FROM beds").fetchall()',
            '+    rows = [dict(row) for row in connected().execute("SELECT * FROM beds").fetchall()]',
        ),
        [{"id": 1, "name": "north", "free": False}, {"id": 2, "name": "south", "free": True}],
    ),
    Case(
        "rows as they come",
        HEAD
        + """
def beds():
    found = []
    for row in connected().execute("SELECT * FROM beds"):
        row.update(free=True)
        found.append(row)
    return found
""",
        "beds()[1]",
        ("+        row = dict(row)",),
        {"id": 2, "name": "south", "free": True},
    ),
]
SILENT = [
    Silent(
        "whoever handed the row over waits for the change",
        HEAD
        + """
def mark(row):
    row["free"] = True


def bed():
    row = connected().execute("SELECT * FROM beds").fetchone()
    mark(row)
    return row
""",
        "bed()",
        "changed-row",
    ),
    Silent(
        "the same for rows",
        HEAD
        + """
def mark(rows):
    for row in rows:
        row["free"] = True


def beds():
    rows = connected().execute("SELECT * FROM beds").fetchall()
    mark(rows)
    return rows
""",
        "beds()",
        "changed-row",
    ),
]


@named(CASES)
def test_a_dictionary_of_the_row_is_changed(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_rows_of_others_stay_theirs(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
