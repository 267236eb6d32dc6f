"""A program that forgets what hangs on a row, or overlooks what is there, is no conflict of a client."""

from __future__ import annotations

import ast

import pytest

from arbase.verify.own_conflict import enters_once, takes_along
from arbase.workspace.tree import Function

FOREIGN = "FOREIGN KEY constraint failed"
SQL = """
def withdraw(number):
    for table in ("notes", "samples"):
        db.execute(f"DELETE FROM {table} WHERE bin = ?", (number,))
    db.execute("DELETE FROM bins WHERE id = ?", (number,))
"""
ALONE = """
def withdraw(number):
    row = find("bins", number)
    db.execute("DELETE FROM bins WHERE id = ?", (number,))
    db.execute("DELETE FROM names WHERE id = ?", (number,))
"""
ORM = """
def withdraw(session, number):
    bin = session.get(Bin, number)
    session.execute(delete(Sample).where(Sample.bin_id == number))
    session.delete(bin)
    session.commit()
"""
ROUTE = """
@app.delete("/bins/<number>")
def withdraw(session, number):
    bin = session.get(Bin, number)
    session.delete(bin)
    session.commit()
"""
ONCE = """
def variety(name):
    known = db.execute("SELECT id FROM varieties WHERE name = ?", (name,)).fetchone()
    if known is not None:
        return known["id"]
    return db.execute("INSERT INTO varieties (name) VALUES (?)", (name,)).lastrowid
"""
MAPPED = """
def variety(session, name):
    known = session.scalar(select(Variety).where(Variety.name == name))
    made = known or Variety(name=name)
    session.add(made)
    session.flush()
    return made
"""
CHECKED = """
def enter(name):
    known = db.execute("SELECT id FROM varieties WHERE name = ?", (name,)).fetchone()
    if known is not None:
        abort(409)
    return db.execute("INSERT INTO varieties (name) VALUES (?)", (name,)).lastrowid
"""
COUNTED = """
def enter(room, name):
    used = db.execute("SELECT count(*) FROM beds WHERE room = ? AND name = ?", (room, name)).fetchone()[0]
    return db.execute("INSERT INTO beds (room, name, place) VALUES (?, ?, ?)", (room, name, used)).lastrowid
"""
SENT = """
def enter(body):
    name = body.get("name")
    row = find("growers", name)
    return db.execute("INSERT INTO varieties (name) VALUES (?)", (name,)).lastrowid
"""


def parsed(source: str) -> Function:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    return function


@pytest.mark.parametrize(
    ("source", "line", "found"), [(SQL, 5, True), (ORM, 6, True), (ALONE, 4, False), (ROUTE, 6, False)]
)
def test_whoever_takes_rows_along_has_forgotten_some(source: str, line: int, found: bool) -> None:
    assert takes_along(parsed(source), line, FOREIGN) is found
    assert not takes_along(parsed(source), line, "UNIQUE constraint failed: bins.id")


@pytest.mark.parametrize(
    ("source", "line", "found"),
    [(ONCE, 6, True), (MAPPED, 6, True), (CHECKED, 6, False), (COUNTED, 4, False), (SENT, 5, False)],
)
def test_whoever_looks_for_a_row_first_has_overlooked_it(source: str, line: int, found: bool) -> None:
    assert enters_once(parsed(source), line, frozenset({"name"})) is found
    assert not enters_once(parsed(source), line, frozenset({"code"}))
