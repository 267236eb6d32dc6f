"""What the client sends, through `match` and own functions; counts that a database has already."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

VOTES = """
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

VOTES = {"tea": 0}


async def vote(request):
    data = await request.json()
    match data:
        case {"choice": choice}:
            pass
        case _:
            raise HTTPException(400, "a choice is expected")
    if choice not in VOTES:
        raise HTTPException(400, "unknown choice")
    return JSONResponse({"choice": choice})


app = Starlette(routes=[Route("/votes", vote, methods=["POST"])])
"""
PAGES = """
import math
from fastapi import FastAPI, Query

app = FastAPI()
ROWS = list(range(95))


def paginate(rows, page, size):
    return {"items": rows[(page - 1) * size : page * size], "pages": math.ceil(len(rows) / size)}


@app.get("/rows")
def rows(page: int = Query(1, ge=1), per_page: int = 20):
    return paginate(ROWS, page, per_page)
"""
CONTACT = """
def contact(data):
    return data.get("address", {}).get("city"), data.get("address", {}).get("land")
"""
HITS = """
import sqlite3

DB = sqlite3.connect(":memory:", check_same_thread=False)
DB.execute("CREATE TABLE hits (day TEXT, path TEXT, count INTEGER NOT NULL, PRIMARY KEY (day, path))")


def add(day, path):
    \"\"\"Count one more request.\"\"\"
    DB.execute("INSERT INTO hits (day, path, count) VALUES (?, ?, 1)", (day, path))


def twice():
    add("d", "/")
    add("d", "/")
    return DB.execute("SELECT count FROM hits").fetchone()[0]
"""
POINTS = HITS.replace("VALUES (?, ?, 1)", "VALUES (?, ?, ?)").replace(
    "(day, path))\n\n\ndef twice", "(day, path, 3))\n\n\ndef twice"
)
ADDED = 'DO UPDATE SET count = count + 1", (day, path))'
CASES = [
    Case(
        "a list where a `match` took a text",
        VOTES,
        'POST /votes {"choice": ["tea"]}',
        ("-    if choice not in VOTES:", "+    if not isinstance(choice, str) or choice not in VOTES:"),
        400,
    ),
    Case(
        "a size by which an own function divides",
        PAGES,
        "GET /rows?per_page=0",
        (
            "-def rows(page: int = Query(1, ge=1), per_page: int = 20):",
            "+def rows(page: int = Query(1, ge=1), per_page: int = Query(20, ge=1)):",
        ),
        422,
    ),
    Case(
        "a null that is asked twice",
        CONTACT,
        'contact({"address": None})',
        (
            '-    return data.get("address", {}).get("city"), data.get("address", {}).get("land")',
            '+    return (data.get("address") or {}).get("city"), (data.get("address") or {}).get("land")',
        ),
        (None, None),
    ),
    Case(
        "one more of what is counted",
        HITS,
        "twice()",
        (
            '-    DB.execute("INSERT INTO hits (day, path, count) VALUES (?, ?, 1)", (day, path))',
            '+    DB.execute("INSERT INTO hits (day, path, count) VALUES (?, ?, 1) ON CONFLICT (day, path) ' + ADDED,
        ),
        2,
    ),
]
SILENT = [
    Silent(
        "a number with which a row begins",
        HITS.replace("Count one more request.", "Note the day."),
        "twice()",
        "conflict",
    ),
    Silent(
        "points that are added",
        POINTS.replace("Count one more request.", "Add points to the day."),
        "twice()",
        "conflict",
    ),
    Silent("a list that a client sent is no key", VOTES, 'POST /votes {"choice": ["tea"]}', "operands"),
    Silent(
        "a size that the program itself gives",
        PAGES + "\n\ndef front():\n    return paginate(ROWS, 1, 0)\n",
        "front()",
        "bounded",
    ),
]


@named(CASES)
def test_it_is_known_through_own_functions_as_well(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_another_meaning_is_left_alone(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
