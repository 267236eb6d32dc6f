"""What newer libraries call otherwise, and what the repository itself does."""

from __future__ import annotations

import pytest

from arbase.repair.static.templates.successors import ATTRIBUTES, KEYWORDS, MODULES, VALUES
from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a keyword that was renamed",
        """
def send_file(content, *, download_name="", max_age=None):
    return download_name


def download():
    return send_file(b"", attachment_filename="a.zip")
""",
        "download()",
        (
            '-    return send_file(b"", attachment_filename="a.zip")',
            '+    return send_file(b"", download_name="a.zip")',
        ),
        "a.zip",
    ),
    Case(
        "a keyword that goes without a successor",
        """
import asyncio


def wait():
    return asyncio.Lock(loop=None) is not None
""",
        "wait()",
        ("-    return asyncio.Lock(loop=None) is not None", "+    return asyncio.Lock() is not None"),
        True,
    ),
    Case(
        "a fill that is a method of its own now",
        """
import pandas as pd


def filled(values):
    return pd.Series(values).fillna(method="ffill").tolist()
""",
        "filled([1.0, None])",
        (
            '-    return pd.Series(values).fillna(method="ffill").tolist()',
            "+    return pd.Series(values).ffill().tolist()",
        ),
        [1.0, 1.0],
    ),
    Case(
        "a frequency with another letter",
        """
import pandas as pd


def months():
    return len(pd.date_range("2026-01-01", periods=2, freq="M"))
""",
        "months()",
        (
            '-    return len(pd.date_range("2026-01-01", periods=2, freq="M"))',
            '+    return len(pd.date_range("2026-01-01", periods=2, freq="ME"))',
        ),
        2,
    ),
    Case(
        "a value that an estimator calls otherwise",
        """
from sklearn.ensemble import RandomForestRegressor


def fitted():
    model = RandomForestRegressor(n_estimators=2, criterion="mse")
    return model.fit([[0.0], [1.0]], [0.0, 1.0]).n_features_in_
""",
        "fitted()",
        (
            '-    model = RandomForestRegressor(n_estimators=2, criterion="mse")',
            '+    model = RandomForestRegressor(n_estimators=2, criterion="squared_error")',
        ),
        1,
    ),
    Case(
        "text of SQL is marked",
        """
import sqlalchemy


def one():
    engine = sqlalchemy.create_engine("sqlite://")
    with engine.connect() as connection:
        return connection.execute("SELECT 1").scalar()
""",
        "one()",
        (
            "+from sqlalchemy import text",
            '-        return connection.execute("SELECT 1").scalar()',
            '+        return connection.execute(text("SELECT 1")).scalar()',
        ),
        1,
    ),
    Case(
        "a token that is a text already",
        """
def header(token):
    return "Bearer " + token.decode()
""",
        "header('abc')",
        ('-    return "Bearer " + token.decode()', '+    return "Bearer " + token'),
        "Bearer abc",
    ),
    Case(
        "a sample of a set",
        """
import random


def some(names):
    return len(random.sample(names, 2))
""",
        "some({'a', 'b', 'c'})",
        ("-    return len(random.sample(names, 2))", "+    return len(random.sample(sorted(names), 2))"),
        2,
    ),
    Case(
        "a column by another name of the repository's own",
        """
import sqlite3
from pathlib import Path

ALIASES = {"vendor": "merchant"}


def search():
    conn = sqlite3.connect(":memory:")
    conn.executescript(Path(__file__).with_name("tables.sql").read_text())
    return conn.execute("SELECT i.vendor FROM items i").fetchall()
""",
        "search()",
        (
            '-    return conn.execute("SELECT i.vendor FROM items i").fetchall()',
            '+    return conn.execute("SELECT i.merchant FROM items i").fetchall()',
        ),
        [],
        files={"tables.sql": "CREATE TABLE items (\n  id INTEGER,\n  merchant TEXT\n);\n"},
    ),
    Case(
        "a key that a row of SQLite has by another name",
        """
import sqlite3


def title():
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    row = conn.execute("SELECT 'a' AS report_title, 1 AS id").fetchone()
    return row["title"]
""",
        "title()",
        ('-    return row["title"]', '+    return row["report_title"]'),
        "a",
        among=3,
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("a column that nothing names", CASES[8].app.replace('"vendor"', '"shop"'), "search()", "rename"),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    (tmp_path / "tables.sql").write_text("CREATE TABLE items (\n  id INTEGER,\n  merchant TEXT\n);\n")
    check_silent(case, tmp_path)


@pytest.mark.parametrize("table", [ATTRIBUTES, KEYWORDS, MODULES, VALUES])
def test_no_successor_is_its_own_predecessor(table):
    own = "." if table is MODULES else ""
    assert all(new != f"{own}{key[1]}" for key, new in table.items())
