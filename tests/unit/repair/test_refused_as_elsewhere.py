"""What clients send, and how the repository says that it is wrong."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "a row that cannot be deleted is in use",
        DESK
        + """
DB.execute("PRAGMA foreign_keys = ON")
DB.executescript("CREATE TABLE loans (id INTEGER PRIMARY KEY, tool INTEGER REFERENCES tools(id))")
DB.execute("INSERT INTO loans VALUES (1, 1)")


@app.delete("/tools/<int:tool_id>")
def drop(tool_id):
    tool_of(tool_id)
    DB.execute("DELETE FROM tools WHERE id = ?", (tool_id,))
    return "", 204
""",
        "DELETE /tools/1",
        (
            '-    DB.execute("DELETE FROM tools WHERE id = ?", (tool_id,))',
            "+    try:",
            '+        DB.execute("DELETE FROM tools WHERE id = ?", (tool_id,))',
            "+    except sqlite3.IntegrityError as error:",
            '+        raise Conflict("tool is in use") from error',
        ),
        409,
    ),
    Case(
        "a number that no row can have is not found",
        DESK
        + """
@app.get("/tools/<int:tool_id>")
def shown(tool_id):
    return jsonify(dict(tool_of(tool_id)))
""",
        "GET /tools/99999999999999999999",
        (
            '-    row = DB.execute("SELECT * FROM tools WHERE id = ?", (tool_id,)).fetchone()',
            "+    try:",
            '+        row = DB.execute("SELECT * FROM tools WHERE id = ?", (tool_id,)).fetchone()',
            "+    except OverflowError as error:",
            '+        raise NotFound(f"no tool {tool_id}") from error',
        ),
        404,
    ),
    Case(
        "the one column that a table of orders does not name yet",
        DESK
        + """
ORDERS = {"name": "t.name", "cost": "t.fee", "code": "t.code", "notes": "t.notes"}


@app.get("/sorted")
def all_tools():
    column = ORDERS[request.args.get("sort", "cost")]
    return jsonify([dict(row) for row in DB.execute(f"SELECT * FROM tools t ORDER BY {column}")])
""",
        "GET /sorted",
        (
            '-ORDERS = {"name": "t.name", "cost": "t.fee", "code": "t.code", "notes": "t.notes"}',
            '+ORDERS = {"name": "t.name", "cost": "t.price", "code": "t.code", "notes": "t.notes"}',
        ),
        200,
    ),
    Case(
        "a parameter of a dependency comes from the request",
        API
        + """
from typing import Annotated
from fastapi import Depends


def reader(authorization: Annotated[str | None, Header()] = None):
    if authorization is None:
        raise HTTPException(401, "token missing")
    scheme, token = authorization.split(" ")
    if scheme != "Bearer":
        raise HTTPException(401, "token invalid")
    return token


@app.get("/me")
def me(token: Annotated[str, Depends(reader)]):
    return token
""",
        'GET /me {"headers": {"Authorization": "Bearer"}}',
        (
            '-    scheme, token = authorization.split(" ")',
            "+    try:",
            '+        scheme, token = authorization.split(" ")',
            "+    except ValueError as error:",
            '+        raise HTTPException(401, "token invalid") from error',
        ),
        401,
    ),
    Case(
        "a float in an augmented product of decimals",
        """
from decimal import Decimal

RATES = {"spring": 0.25}


def total(price, rate):
    amount = Decimal(price)
    amount *= 1 - RATES[rate]
    return amount
""",
        'total("10", "spring")',
        (
            "-    amount *= 1 - RATES[rate]",
            "+    amount *= 1 - Decimal(str(RATES[rate]))",
        ),
        ...,
    ),
    Case(
        "a list cannot be a key of a cache",
        """
import functools


@functools.cache
def size(name, without=()):
    return len(name) - len(without)


def report(words):
    skipped = words[1:]
    return size(words[0], skipped)
""",
        'report(["house", "a"])',
        (
            "-    return size(words[0], skipped)",
            "+    return size(words[0], tuple(skipped))",
        ),
        4,
    ),
    Case(
        "a function that gathers from itself ends where it comes round",
        """
class Part:
    def __init__(self, number, tool):
        self.number = number
        self.tool = tool
        self.parts = []


def tools(part: Part):
    found = {part.tool}
    for other in part.parts:
        found |= tools(other)
    return found


def looped():
    one, two = Part(1, "saw"), Part(2, "axe")
    one.parts, two.parts = [two], [one]
    return tools(one)
""",
        "looped()",
        (
            "-def tools(part: Part):",
            "+def tools(part: Part, seen=frozenset()):",
            "+    if part.number in seen:",
            "+        return set()",
            "-        found |= tools(other)",
            "+        found |= tools(other, seen=seen | {part.number})",
        ),
        {"saw", "axe"},
    ),
    Case(
        "a field that the client names and nobody has",
        DESK
        + """
class Tool:
    name = "Saw"


@app.get("/field")
def field():
    if "by" not in request.args:
        raise Invalid("by is needed")
    value = getattr(Tool, request.args["by"])
    return jsonify(value)
""",
        "GET /field?by=colour",
        (
            '-    value = getattr(Tool, request.args["by"])',
            "+    try:",
            '+        value = getattr(Tool, request.args["by"])',
            "+    except AttributeError as error:",
            '+        raise Invalid("by is needed") from error',
        ),
        422,
    ),
    Case(
        "a handler of what cannot be read learns all ways of it",
        DESK
        + """
import json


@app.get("/cursor")
def cursor():
    try:
        last = json.loads(request.args["after"])["id"]
    except KeyError:
        raise Invalid("no cursor")
    return jsonify(last)
""",
        "GET /cursor?after=x",
        (
            "-    except KeyError:",
            "+    except (KeyError, ValueError, TypeError):",
        ),
        422,
    ),
    Case(
        "a statement that belongs into the try behind it",
        """
def position(text):
    \"\"\"A pair, or None if the text is none.\"\"\"
    x, y = text.split(",")
    try:
        return float(x), float(y)
    except ValueError:
        return None
""",
        'position("5")',
        (
            '-    x, y = text.split(",")',
            '+        x, y = text.split(",")',
        ),
        None,
    ),
    Case(
        "rows are read before their cursor is closed",
        DESK
        + """
from contextlib import closing


@app.get("/names")
def names():
    with closing(DB.execute("SELECT name FROM tools ORDER BY id")) as rows:
        first = rows.fetchone()
    others = [row["name"] for row in rows]
    return jsonify([first["name"], *others])
""",
        "GET /names",
        (
            '-    others = [row["name"] for row in rows]',
            '+        others = [row["name"] for row in rows]',
        ),
        200,
    ),
]


@named(CASES)
def test_the_fix_that_a_person_would_make_is_first(case, tmp_path):
    check(case, tmp_path)
