"""Values of a statement of SQL that were packed wrongly."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import sqlite3

DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.executescript("CREATE TABLE clubs (id INTEGER, town TEXT); INSERT INTO clubs VALUES (1, 'Linz'), (2, 'Linz');")


def rows(sql, params=()):
    return [row[0] for row in DB.execute(sql, params)]

"""
NO_TUPLE = """
def in_town(town):
    return rows("SELECT id FROM clubs WHERE town = ? ORDER BY id", (town))
"""
DIRECT = """
def in_town(town):
    return DB.execute("SELECT id FROM clubs WHERE town = ? ORDER BY id", town).fetchall()
"""
AS_ONE = """
def among(ids):
    marks = ", ".join("?" for _ in ids)
    return rows(f"SELECT town FROM clubs WHERE id IN ({marks})", (ids,))
"""
BESIDE = """
def among(town, ids):
    marks = ",".join("?" * len(ids))
    values = [town, ids]
    return rows(f"SELECT id FROM clubs WHERE town = ? AND id IN ({marks}) ORDER BY id", values)
"""
CASES = [
    Case(
        "a text in no tuple, through an own function",
        HEAD + NO_TUPLE,
        "in_town('Linz')",
        (
            '-    return rows("SELECT id FROM clubs WHERE town = ? ORDER BY id", (town))',
            '+    return rows("SELECT id FROM clubs WHERE town = ? ORDER BY id", (town,))',
        ),
        [1, 2],
    ),
    Case(
        "a text in no brackets",
        HEAD + DIRECT,
        "in_town('Linz')",
        (
            '-    return DB.execute("SELECT id FROM clubs WHERE town = ? ORDER BY id", town).fetchall()',
            '+    return DB.execute("SELECT id FROM clubs WHERE town = ? ORDER BY id", (town,)).fetchall()',
        ),
        [(1,), (2,)],
    ),
    Case(
        "all of them as one value",
        HEAD + AS_ONE,
        "among([1, 2])",
        (
            '-    return rows(f"SELECT town FROM clubs WHERE id IN ({marks})", (ids,))',
            '+    return rows(f"SELECT town FROM clubs WHERE id IN ({marks})", tuple(ids))',
        ),
        ["Linz", "Linz"],
    ),
    Case(
        "all of them as one value beside another",
        HEAD + BESIDE,
        "among('Linz', [1, 2])",
        ("-    values = [town, ids]", "+    values = [town, *ids]"),
        [1, 2],
    ),
]
SILENT = [
    Silent(
        "one value is missing",
        HEAD + 'def both(town):\n    return rows("SELECT id FROM clubs WHERE town = ? AND id = ?", (town,))\n',
        "both('Linz')",
        "packed-values",
    ),
    Silent(
        "nothing counts the placeholders",
        HEAD + 'def among(ids):\n    return rows("SELECT id FROM clubs WHERE id IN (?, ?)", (ids,))\n',
        "among([1, 2])",
        "packed-values",
    ),
    Silent(
        "several values that belong to one placeholder",
        HEAD + 'def in_town(*town):\n    return rows("SELECT id FROM clubs WHERE town = ?", town)\n',
        "in_town('Linz', 'Graz')",
        "packed-values",
    ),
]


@named(CASES)
def test_values_are_packed_as_the_driver_takes_them(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_packed_anew_where_it_is_not_known_what_is_meant(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
