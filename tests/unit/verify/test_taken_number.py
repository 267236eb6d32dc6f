"""No row is written over, or left out, because of a number that the service took itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.taken_number import TakenNumberGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
def following(db):
    last = {highest}
    return f"N-{{int({number}) + 1}}" if last else "N-1"


def add(db, shop):
    db.execute("INSERT INTO notes (number, shop) VALUES (?, ?)", [{given}, shop])
"""
MAX = 'db.execute("SELECT MAX(number) FROM notes").fetchone()[0]'
LAST = 'db.execute("SELECT * FROM notes ORDER BY number DESC LIMIT 1").fetchone()'
FIRST = 'Note.objects.order_by("-number").first()'
QUERY = "db.query(Note).order_by(Note.number.desc()).first()"
SQL = "VALUES (?, ?)"
TAKEN = [
    (SQL, "VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET shop = excluded.shop"),
    (SQL, "VALUES (?, ?) ON CONFLICT DO NOTHING"),
    ("INSERT INTO", "INSERT OR REPLACE INTO"),
    ("INSERT INTO", "INSERT OR IGNORE INTO"),
    ("INSERT INTO", "REPLACE INTO"),
    ('    db.execute("INSERT', '    db.merge(shop)\n    db.execute("INSERT'),
]


def passes(tmp_path: Path, edit: tuple[str, str], highest: str = MAX, number: str = "last[2:]", given="following(db)"):
    source = SOURCE.format(highest=highest, number=number, given=given)
    message = "UNIQUE constraint failed: notes.number"
    stage = on_paper(source, 8, tmp_path, exception="IntegrityError", message=message)
    return TakenNumberGate().check(stage.case(stage.candidate(edit))).passed


@pytest.mark.parametrize("edit", TAKEN, ids=[new[:60] for _, new in TAKEN])
def test_neither_row_is_given_up(tmp_path: Path, edit: tuple[str, str]) -> None:
    assert not passes(tmp_path, edit)


@pytest.mark.parametrize(
    ("highest", "number"),
    [
        (MAX, "last.removeprefix('N-')"),
        (LAST, "last['number'].split('-')[1]"),
        (FIRST, "last.number[2:]"),
        (QUERY, "last.number.replace('N-', '')"),
        ("max(shop.numbers)", "last.partition('-')[2]"),
    ],
)
def test_however_the_highest_is_asked_for(tmp_path: Path, highest: str, number: str) -> None:
    assert not passes(tmp_path, TAKEN[0], highest, number)


def test_what_somebody_sent_may_be_written_over(tmp_path: Path) -> None:
    assert passes(tmp_path, TAKEN[0], given="shop.number")
    assert passes(tmp_path, TAKEN[0], given="int(shop.number[2:]) + 1")


def test_another_number_is_free(tmp_path: Path) -> None:
    assert passes(tmp_path, ("MAX(number)", "number"))
