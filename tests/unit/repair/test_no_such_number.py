"""Numbers that no table can hold, where a row is looked for by one."""

from __future__ import annotations

import pytest

from arbase.workspace.rows_by_number import beyond_integers
from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.desk import DESK

STORE = (
    DESK
    + """
class Store:
    table = "tools"

    def one(self, sql, *values):
        return DB.execute(sql, values).fetchone()

"""
)
SHOWN = """

@app.get("/kept/<int:tool_id>")
def kept(tool_id):
    tool = Store().by_id(tool_id)
    if tool is None:
        raise NotFound("no such tool")
    return jsonify(dict(tool))
"""
CASES = [
    Case(
        "a method that says in its signature that there may be none",
        STORE
        + """
    def by_id(self, tool_id: int) -> sqlite3.Row | None:
        return self.one(f"SELECT * FROM {self.table} WHERE {self.table}.id = ?", tool_id)
"""
        + SHOWN,
        "GET /kept/99999999999999999999",
        (
            '-        return self.one(f"SELECT * FROM {self.table} WHERE {self.table}.id = ?", tool_id)',
            "+        try:",
            '+            return self.one(f"SELECT * FROM {self.table} WHERE {self.table}.id = ?", tool_id)',
            "+        except OverflowError:",
            "+            return None",
        ),
        404,
    ),
    Case(
        "the query kept in a variable, the row turned into something else if there is one",
        STORE
        + """
    def by_id(self, tool_id):
        query = "SELECT * FROM tools WHERE id = :id"
        row = DB.execute(query, {"id": tool_id}).fetchone()
        return dict(row) if row else None
"""
        + SHOWN,
        "GET /kept/99999999999999999999",
        (
            '-        row = DB.execute(query, {"id": tool_id}).fetchone()',
            "+        try:",
            '+            row = DB.execute(query, {"id": tool_id}).fetchone()',
            "+        except OverflowError:",
            "+            row = None",
        ),
        404,
    ),
]
SILENT = [
    Silent(
        "a number may be larger than all, where rows are counted by it",
        STORE
        + """
    def by_id(self, tool_id) -> sqlite3.Row | None:
        return DB.execute("SELECT COUNT(*) AS count FROM tools WHERE id = ?", (tool_id,)).fetchone()
"""
        + SHOWN,
        "GET /kept/99999999999999999999",
        "no-such-number",
    ),
    Silent(
        "where a row is changed",
        STORE
        + """
    def by_id(self, tool_id) -> sqlite3.Row | None:
        return self.one("UPDATE tools SET name = 'Axe' WHERE id = ? RETURNING id", tool_id)
"""
        + SHOWN,
        "GET /kept/99999999999999999999",
        "no-such-number",
    ),
    Silent(
        "where the number is only a bound",
        STORE
        + """
    def by_id(self, tool_id) -> sqlite3.Row | None:
        return self.one("SELECT * FROM tools WHERE id > ? AND id = ?", tool_id, 3)
"""
        + SHOWN,
        "GET /kept/99999999999999999999",
        "no-such-number",
    ),
]


@named(CASES)
def test_there_is_no_such_row(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_other_statements_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)


@pytest.mark.parametrize(
    ("exception", "message", "beyond"),
    [
        ("OverflowError", "Python int too large to convert to SQLite INTEGER", True),
        ("OverflowError", "date value out of range", False),
        ("ValueError", "Python int too large to convert to SQLite INTEGER", False),
    ],
)
def test_only_what_sqlite_cannot_hold(exception, message, beyond):
    assert beyond_integers(exception, message) is beyond
