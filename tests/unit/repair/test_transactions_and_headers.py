"""Transactions in transactions, numbers among headers, columns that the first row lacks."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

STORE = """
import sqlite3
from contextlib import contextmanager

db = sqlite3.connect(":memory:", isolation_level=None)
db.execute("CREATE TABLE stops (id)")


@contextmanager
def transaction(db):
    db.execute("BEGIN")
    try:
        yield db
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def one(key):
    with transaction(db) as change:
        change.execute("INSERT INTO stops VALUES (?)", (key,))

"""

SERVICE = """
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

app = FastAPI()


class Busy(Exception):
    def __init__(self, headers):
        self.headers = headers


@app.exception_handler(Busy)
async def busy(request, error):
    return JSONResponse({"error": "busy"}, 429, headers=error.headers)


@app.get("/busy")
def is_busy(seconds: int):
    raise Busy({"Retry-After": seconds, "X-Why": "much"})


@app.get("/count")
async def count(response: Response, size: int):
    response.headers["X-Count"] = size
    return {}

"""

TABLE = """
import csv
import io

RATES = {"name": 1, "x": 2, "c": 3}


def rows_of(things):
    rows = []
    for thing in things:
        row = {"name": thing[0]}
        if len(thing) > 1:
            row["note"] = thing[1]
        rows.append(row)
    return rows


def counted(things):
    return [{"name": thing[0], **{key: 1 for key in thing[1:]}} for thing in things]


def table(rows):
    out = io.StringIO()
    columns = list(rows[0])
    writer = csv.DictWriter(out, columns, lineterminator=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

"""

CASES = [
    Case(
        "an own transaction inside of itself",
        STORE
        + """
def several(keys):
    with transaction(db):
        for key in keys:
            one(key)
    return [key for (key,) in db.execute("SELECT id FROM stops")]
""",
        "several([1, 2])",
        ("+    if db.in_transaction:", "+        yield db", "+        return"),
        [1, 2],
    ),
    Case(
        "a number among the headers of an exception",
        SERVICE,
        "GET /busy?seconds=5",
        (
            '-    raise Busy({"Retry-After": seconds, "X-Why": "much"})',
            '+    raise Busy({"Retry-After": str(seconds), "X-Why": "much"})',
        ),
        429,
    ),
    Case(
        "a number as a header of the answer",
        SERVICE,
        "GET /count?size=5",
        ('-    response.headers["X-Count"] = size', '+    response.headers["X-Count"] = str(size)'),
        200,
    ),
    Case(
        "a column that only some rows have",
        TABLE,
        "table(rows_of([['a'], ['b', 'c']]))",
        (
            "-    columns = list(rows[0])",
            "+    columns = list(dict.fromkeys(key for row in rows for key in row))",
        ),
        "name,note;a,;b,c;",
    ),
]

SILENT = [
    Silent(
        "a transaction that was left open is not joined",
        STORE
        + """
def several(keys):
    db.execute("BEGIN")
    one(keys[0])
""",
        "several([1, 2])",
        "nested-begin",
    ),
    Silent(
        "columns that are named after data have no order",
        TABLE,
        "table(counted([['a', 'x'], ['b', 'c']]))",
        "columns-of-all",
    ),
    Silent(
        "a number that is encoded elsewhere is no header",
        """
def send(body, headers):
    return body.encode()
""",
        "send(5, headers={})",
        "header-number",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_nothing_shows_it(case, tmp_path):
    check_silent(case, tmp_path)
