"""What the process keeps holds nothing of one request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.snippets import Snippet

DB = """
import sqlite3

from flask import Flask, g

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(":memory:")
    return g.db


@app.teardown_appcontext
def close(error):
    db = g.pop("db", None)
    if db is not None:
        db.close()
"""
BOOK = """
from flask import current_app

from base import app, get_db


class Prices:
    def __init__(self, db):
        self.db = db

    def of(self, product):
        return self.db.execute("SELECT ?", [len(product)]).fetchone()[0]


class Book:
    def __init__(self, prices: Prices, rounded=None) -> None:
        self.prices = prices
        self.known = {}

    def price(self, product):
        if product not in self.known:
            self.known[product] = self.prices.of(product)
        return self.known[product]


def book():
    if "book" not in current_app.extensions:
        current_app.extensions["book"] = Book(Prices(get_db()))
    return current_app.extensions["book"]


def ask(*products):
    found = []
    for product in products:
        with app.app_context():
            found.append(book().price(product))
    return found
""".replace(", rounded=None", "")
DESK = """
import sqlite3
from contextvars import ContextVar
from functools import lru_cache

_db = ContextVar("db")


def connection():
    return _db.get()


class Counter:
    def __init__(self, start, *, step, db):
        self.start, self.step = start, step
        self.db = db

    def count(self):
        return self.start + self.step * self.db.execute("SELECT 1").fetchone()[0]


@lru_cache
def counter():
    return Counter(1, db=connection(), step=2)


def ask(times):
    found = []
    for _ in range(times):
        db = sqlite3.connect(":memory:")
        _db.set(db)
        found.append(counter().count())
        db.close()
    return found
"""
CASES = [
    Case(
        "an extension of the application",
        BOOK,
        'ask("ab", "abc")',
        (
            "-    def __init__(self, prices: Prices) -> None:",
            "-        self.prices = prices",
            "+    def __init__(self) -> None:",
            "-            self.known[product] = self.prices.of(product)",
            "+            self.known[product] = Prices(get_db()).of(product)",
            '-        current_app.extensions["book"] = Book(Prices(get_db()))',
            '+        current_app.extensions["book"] = Book()',
        ),
        [2, 3],
        files={"base.py": DB},
    ),
    Case(
        "what a cached function gives, and a context variable",
        DESK.replace("start, *, step, db", "start, step, db"),
        "ask(2)",
        (
            "-    def __init__(self, start, step, db):",
            "+    def __init__(self, start, step):",
            "-        self.db = db",
            '-        return self.start + self.step * self.db.execute("SELECT 1").fetchone()[0]',
            '+        return self.start + self.step * connection().execute("SELECT 1").fetchone()[0]',
            "-    return Counter(1, db=connection(), step=2)",
            "+    return Counter(1, step=2)",
        ),
        [3, 3],
    ),
]


@named(CASES)
def test_what_belongs_to_a_request_is_made_where_it_is_used(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("def ask(", "def more():\n    Book(Prices(get_db()))\n\n\ndef ask(", id="made elsewhere too"),
        pytest.param("    return current_app.extensions", "    Book.prices\n    return current_app.extensions",
                     id="read from outside"),
        pytest.param("Book(Prices(get_db()))", "Book(kept)", id="given by a local name"),
        pytest.param("        self.known = {}", "        self.known = {'first': prices}", id="kept twice"),
    ],
)  # fmt: skip
def test_where_more_is_kept_of_it_nothing_is_changed(tmp_path: Path, old: str, new: str) -> None:
    app = BOOK.replace(old, new, 1).replace('    if "book" not in', '    kept = Prices(get_db())\n    if "book" not in')
    snippet = Snippet(tmp_path, {"app.py": app, "base.py": DB}, 'ask("ab", "abc")')
    assert [one for one in snippet.drafts() if one.template == "made-when-used"] == []
