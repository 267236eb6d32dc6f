"""What clients send and libraries and databases cannot read."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "what must be unique and is there already is a conflict, as elsewhere",
        DESK
        + """
@app.post("/tools")
def add():
    body = request.get_json()
    code, name = body.get("code"), body.get("name")
    if not code or not name:
        raise Invalid("code and name are needed")
    DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (code, name))
    return jsonify(code=code), 201
""",
        'POST /tools {"code": "T-1", "name": "Axe"}',
        (
            '-    DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (code, name))',
            "+    try:",
            '+        DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (code, name))',
            "+    except sqlite3.IntegrityError as error:",
            '+        raise Conflict("code exists already") from error',
        ),
        409,
    ),
    Case(
        "a value that the table needs is the client's to send",
        DESK
        + """
@app.post("/tools")
def add():
    body = request.get_json()
    if not body.get("code"):
        raise Invalid("code is needed")
    DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (body["code"], body.get("name")))
    return jsonify(code=body["code"]), 201
""",
        'POST /tools {"code": "T-9"}',
        (
            '-    DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (body["code"], body.get("name")))',
            "+    try:",
            '+        DB.execute("INSERT INTO tools (code, name) VALUES (?, ?)", (body["code"], body.get("name")))',
            "+    except sqlite3.IntegrityError as error:",
            '+        raise Invalid("invalid name") from error',
        ),
        422,
    ),
    Case(
        "a search text is no regular expression",
        DESK
        + """
import re


@app.get("/find")
def find():
    text = request.args.get("q", "")
    pattern = re.compile(text, re.IGNORECASE)
    rows = DB.execute("SELECT name FROM tools").fetchall()
    return jsonify(found=[row["name"] for row in rows if pattern.search(row["name"])])
""",
        "GET /find?q=saw(",
        (
            "-    pattern = re.compile(text, re.IGNORECASE)",
            "+    pattern = re.compile(re.escape(text), re.IGNORECASE)",
        ),
        200,
    ),
    Case(
        "words of a search go into quotes for full-text search",
        DESK
        + """
DB.executescript("CREATE VIRTUAL TABLE words USING fts5(title); INSERT INTO words VALUES ('old saw'), ('new drill');")


@app.get("/search")
def search():
    text = request.args.get("q", "").strip()
    if not text:
        raise Invalid("q is missing")
    rows = DB.execute("SELECT title FROM words WHERE words MATCH ?", (text,)).fetchall()
    return jsonify(found=[row["title"] for row in rows])
""",
        'GET /search?q=saw"',
        (
            '-    rows = DB.execute("SELECT title FROM words WHERE words MATCH ?", (text,)).fetchall()',
            '+    rows = DB.execute("SELECT title FROM words WHERE words MATCH ?", (" ".join('
            "'\"' + word.replace('\"', '\"\"') + '\"' for word in text.split()),)).fetchall()",
        ),
        200,
    ),
    Case(
        "a value that is added into SQL goes beside it",
        DESK
        + """
@app.get("/like")
def like():
    q = request.args.get("q", "")
    sql = "SELECT name FROM tools WHERE name LIKE '%" + q + "%'"
    rows = DB.execute(sql).fetchall()
    return jsonify(found=[row["name"] for row in rows])
""",
        "GET /like?q=o'brien",
        (
            '-    sql = "SELECT name FROM tools WHERE name LIKE \'%" + q + "%\'"',
            "-    rows = DB.execute(sql).fetchall()",
            '+    sql = "SELECT name FROM tools WHERE name LIKE ?"',
            '+    rows = DB.execute(sql, (f"%{q}%",)).fetchall()',
        ),
        200,
    ),
    Case(
        "a zone that nobody knows is refused",
        DESK
        + """
from datetime import datetime
from zoneinfo import ZoneInfo


@app.get("/now")
def now():
    zone = request.args.get("zone", "UTC")
    return jsonify(now=datetime.now(ZoneInfo(zone)).isoformat())
""",
        "GET /now?zone=Mars/Base",
        (
            "-from zoneinfo import ZoneInfo",
            "+from zoneinfo import ZoneInfo, ZoneInfoNotFoundError",
            "-    return jsonify(now=datetime.now(ZoneInfo(zone)).isoformat())",
            "+    try:",
            "+        return jsonify(now=datetime.now(ZoneInfo(zone)).isoformat())",
            "+    except (ZoneInfoNotFoundError, ValueError) as error:",
            '+        raise Invalid("invalid zone") from error',
        ),
        422,
    ),
    Case(
        "a number that SQLite cannot hold is refused",
        DESK
        + """
@app.get("/above/<int:limit>")
def above(limit):
    rows = DB.execute("SELECT name FROM tools WHERE id > ?", (limit,)).fetchall()
    return jsonify([row["name"] for row in rows])
""",
        "GET /above/99999999999999999999",
        (
            '-    rows = DB.execute("SELECT name FROM tools WHERE id > ?", (limit,)).fetchall()',
            "+    try:",
            '+        rows = DB.execute("SELECT name FROM tools WHERE id > ?", (limit,)).fetchall()',
            "+    except OverflowError as error:",
            '+        raise Invalid("invalid limit") from error',
        ),
        422,
    ),
    Case(
        "a day beyond the calendar is refused",
        DESK
        + """
from datetime import date, timedelta


@app.get("/in/<int:days>")
def in_days(days):
    return jsonify(day=(date(2026, 1, 1) + timedelta(days=days)).isoformat())
""",
        "GET /in/99999999",
        (
            "-    return jsonify(day=(date(2026, 1, 1) + timedelta(days=days)).isoformat())",
            "+    try:",
            "+        return jsonify(day=(date(2026, 1, 1) + timedelta(days=days)).isoformat())",
            "+    except OverflowError as error:",
            '+        raise Invalid("invalid date") from error',
        ),
        422,
    ),
    Case(
        "two readers of one text fail as ValueError",
        DESK
        + """
import base64


@app.get("/cursor")
def cursor():
    raw = request.args.get("c", "")
    if not raw:
        raise Invalid("no cursor")
    place = base64.urlsafe_b64decode(raw).decode()
    return jsonify(place=place)
""",
        "GET /cursor?c=abc",
        (
            "-    place = base64.urlsafe_b64decode(raw).decode()",
            "+    try:",
            "+        place = base64.urlsafe_b64decode(raw).decode()",
            "+    except ValueError as error:",
            '+        raise Invalid("no cursor") from error',
        ),
        422,
    ),
    Case(
        "a cursor of too few parts is refused",
        DESK
        + """
import base64


@app.get("/cursor")
def cursor():
    raw = request.args.get("c", "")
    day, number = base64.urlsafe_b64decode(raw).decode().split(":")
    return jsonify(day=day, number=number)
""",
        "GET /cursor?c=YWJj",
        (
            '-    day, number = base64.urlsafe_b64decode(raw).decode().split(":")',
            "+    try:",
            '+        day, number = base64.urlsafe_b64decode(raw).decode().split(":")',
            "+    except ValueError as error:",
            '+        raise Invalid("invalid decode") from error',
        ),
        422,
    ),
    Case(
        "a name that is no member of an enumeration is refused",
        DESK
        + """
from enum import Enum


class Kind(Enum):
    HAND = "hand"
    POWER = "power"


@app.get("/kinds")
def kinds():
    wanted = request.args.get("kind", "HAND")
    return jsonify(kind=Kind[wanted.upper()].value)
""",
        "GET /kinds?kind=steam",
        (
            "-    return jsonify(kind=Kind[wanted.upper()].value)",
            "+    try:",
            "+        return jsonify(kind=Kind[wanted.upper()].value)",
            "+    except KeyError as error:",
            '+        raise Invalid("invalid wanted") from error',
        ),
        422,
    ),
    Case(
        "a header that is no address is refused",
        DESK
        + """
import ipaddress


@app.get("/whoami")
def whoami():
    address = ipaddress.ip_address(request.headers.get("X-Forwarded-For", "127.0.0.1"))
    return jsonify(private=address.is_private)
""",
        'GET /whoami {"headers": {"X-Forwarded-For": "10.0.0.1, 1.2.3.4"}}',
        (
            '-    address = ipaddress.ip_address(request.headers.get("X-Forwarded-For", "127.0.0.1"))',
            "+    try:",
            '+        address = ipaddress.ip_address(request.headers.get("X-Forwarded-For", "127.0.0.1"))',
            "+    except ValueError as error:",
            '+        raise Invalid("invalid headers") from error',
        ),
        422,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


def test_conflict_is_told_in_the_words_of_the_check_that_let_it_through(tmp_path):
    app = (
        DESK
        + """
@app.post("/guests")
def guest():
    email = (request.get_json() or {}).get("email")
    if DB.execute("SELECT 1 FROM members WHERE email = ?", (email.lower(),)).fetchone():
        raise Conflict("this email is known")
    DB.execute("INSERT INTO members (email) VALUES (?)", (email.strip(),))
    return jsonify(email=email), 201
"""
    )
    changes = (
        '-    DB.execute("INSERT INTO members (email) VALUES (?)", (email.strip(),))',
        "+    try:",
        '+        DB.execute("INSERT INTO members (email) VALUES (?)", (email.strip(),))',
        "+    except sqlite3.IntegrityError as error:",
        '+        raise Conflict("this email is known") from error',
    )
    check(Case("own words", app, 'POST /guests {"email": "ana@example.org "}', changes, 409), tmp_path)
