"""Own context managers that leave open what they began where their block raises."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STOCK = """
import sqlite3
from contextlib import contextmanager

db = sqlite3.connect(":memory:", isolation_level=None)
db.execute("CREATE TABLE parts (code, count)")


class Wrong(Exception):
    pass


@contextmanager
def changes():
    db.execute("begin")
    yield db
    db.execute("commit")


def put(code, count):
    with changes() as change:
        change.execute("INSERT INTO parts VALUES (?, ?)", (code, count))
        if count < 0:
            raise Wrong(code)


def put_all(parts):
    wrong = []
    for code, count in parts:
        try:
            put(code, count)
        except Wrong:
            wrong.append(code)
    return wrong, db.execute("SELECT sum(count) FROM parts").fetchone()[0]

"""

OTHERS = """

def purge():
    try:
        db.execute("delete from parts")
    except Exception:
        db.execute("rollback")
        raise
"""

CLASS = """
import sqlite3


class Unit:
    def __init__(self, db):
        self.db = db

    def __enter__(self):
        self.db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.db.commit()


def attempts(values):
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE marks (value)")
    for value in values:
        try:
            with Unit(db) as unit:
                unit.db.execute("INSERT INTO marks VALUES (?)", (value,))
                int(value)
        except ValueError:
            continue
    return [value for (value,) in db.execute("SELECT value FROM marks")]

"""

PAGES = """
from contextlib import contextmanager

edited = set()


@contextmanager
def editing(page):
    if page in edited:
        raise RuntimeError(f"{page} is being edited")
    edited.add(page)
    yield
    edited.discard(page)


def save(pages):
    saved = []
    for page, text in pages:
        try:
            with editing(page):
                saved.append(text.strip())
        except AttributeError:
            continue
    return saved

"""

GUARDED = CLASS.replace(
    "        if kind is None:\n            self.db.commit()\n",
    "        if kind:\n            return False\n        self.db.commit()\n",
)

CASES = [
    Case(
        "a transaction that is committed only",
        STOCK,
        "put_all([('a', 3), ('b', -1), ('c', 2)])",
        (
            "-    yield db",
            "+    try:",
            "+        yield db",
            "+    except BaseException:",
            '+        db.execute("rollback")',
            "+        raise",
        ),
        (["b"], 5),
    ),
    Case(
        "the program says how such a handler is written",
        STOCK.replace('db.execute("commit")', "db.commit()") + OTHERS,
        "put_all([('a', 3), ('b', -1), ('c', 2)])",
        (
            "-    yield db",
            "+    try:",
            "+        yield db",
            "+    except Exception:",
            "+        db.rollback()",
            "+        raise",
        ),
        (["b"], 5),
    ),
    Case(
        "a class that commits where nothing is raised",
        CLASS,
        "attempts(['1', 'x', '2'])",
        ("+        else:", "+            self.db.rollback()"),
        ["1", "2"],
    ),
    Case(
        "a class that leaves where something is raised",
        GUARDED,
        "attempts(['1', 'x', '2'])",
        ("+            self.db.rollback()",),
        ["1", "2"],
    ),
    Case(
        "what is taken is given back",
        PAGES,
        "save([('a', None), ('b', ' x '), ('a', 'y ')])",
        (
            "-    yield",
            "-    edited.discard(page)",
            "+    try:",
            "+        yield",
            "+    finally:",
            "+        edited.discard(page)",
        ),
        ["x", "y"],
    ),
]

SILENT = [
    Silent(
        "an outer block of the same manager is open by right",
        STOCK
        + """
def both():
    with changes():
        put("a", 1)
""",
        "both()",
        "left-open",
    ),
    Silent(
        "a manager that sees to it already",
        STOCK.replace(
            "    yield db\n",
            '    try:\n        yield db\n    except Wrong:\n        db.execute("rollback")\n        raise\n',
        )
        + """
def twice():
    db.execute("begin")
    put("a", 1)
""",
        "twice()",
        "left-open",
    ),
    Silent(
        "what is done behind the block is not the end of what was taken",
        PAGES.replace("edited.discard(page)", "edited.add(page)"),
        "save([('a', 'x'), ('a', 'y')])",
        "left-open",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_was_left_open(case, tmp_path):
    check_silent(case, tmp_path)
