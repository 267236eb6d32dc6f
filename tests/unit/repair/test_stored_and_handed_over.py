"""Values that a library does not take, defaults that null does not get, columns and fields that were added."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "a database takes no Decimal",
        DESK
        + """
from decimal import Decimal


@app.post("/price/<int:tool_id>")
def price(tool_id):
    tool_of(tool_id)
    value = Decimal(str(request.get_json()["price"]))
    DB.execute("UPDATE tools SET price = ? WHERE id = ?", (value, tool_id))
    return jsonify(ok=True)
""",
        'POST /price/1 {"price": 2.5}',
        (
            '-    DB.execute("UPDATE tools SET price = ? WHERE id = ?", (value, tool_id))',
            '+    DB.execute("UPDATE tools SET price = ? WHERE id = ?", (str(value), tool_id))',
        ),
        200,
    ),
    Case(
        "a list needs a mark for each item",
        DESK
        + """
@app.get("/some")
def some():
    ids = request.args.getlist("id")
    rows = DB.execute("SELECT name FROM tools WHERE id IN (?)", (ids,)).fetchall()
    return jsonify([row["name"] for row in rows])
""",
        "GET /some?id=1&id=3",
        (
            '-    rows = DB.execute("SELECT name FROM tools WHERE id IN (?)", (ids,)).fetchall()',
            "+    rows = DB.execute(f\"SELECT name FROM tools WHERE id IN ({', '.join('?' * le"
            'n(ids))})", tuple(ids)).fetchall()',
        ),
        200,
    ),
    Case(
        "a hash reads bytes",
        DESK
        + """
import hashlib


@app.get("/etag/<int:tool_id>")
def etag(tool_id):
    row = tool_of(tool_id)
    return jsonify(etag=hashlib.sha256(row["name"]).hexdigest())
""",
        "GET /etag/1",
        (
            '-    return jsonify(etag=hashlib.sha256(row["name"]).hexdigest())',
            '+    return jsonify(etag=hashlib.sha256(row["name"].encode()).hexdigest())',
        ),
        200,
    ),
    Case(
        "texts are compared as bytes",
        DESK
        + """
import hmac


@app.post("/hook")
def hook():
    if not hmac.compare_digest(request.headers.get("X-Token", ""), "secret"):
        return jsonify(error="no"), 401
    return jsonify(ok=True)
""",
        'POST /hook {"headers": {"X-Token": "gehéim"}}',
        (
            '-    if not hmac.compare_digest(request.headers.get("X-Token", ""), "secret"):',
            '+    if not hmac.compare_digest(request.headers.get("X-Token", "").encode(), "secret".encode()):',
        ),
        401,
    ),
    Case(
        "a default counts for null as well",
        DESK
        + """
@app.post("/order")
def order():
    body = request.get_json()
    items = body.get("items", [])
    total = sum(item["n"] for item in items)
    return jsonify(total=total)
""",
        'POST /order {"items": null}',
        (
            '-    items = body.get("items", [])',
            '+    items = body.get("items") or []',
        ),
        200,
    ),
    Case(
        "a default counts for null in a chain",
        DESK
        + """
@app.post("/hook")
def hook():
    event = request.get_json()
    name = event.get("location", {}).get("facility", {}).get("name") or "?"
    return jsonify(name=name)
""",
        'POST /hook {"location": {"facility": null}}',
        (
            '-    name = event.get("location", {}).get("facility", {}).get("name") or "?"',
            '+    name = (event.get("location", {}).get("facility") or {}).get("name") or "?"',
        ),
        200,
    ),
    Case(
        "a folder is made before it is written into",
        DESK
        + """
import os

OUT = os.path.join(os.path.dirname(__file__), "exports", "daily")


@app.post("/export")
def export():
    path = os.path.join(OUT, "tools.csv")
    with open(path, "w") as file:
        file.write("code")
    return jsonify(path=path)
""",
        "POST /export",
        ("+    os.makedirs(os.path.dirname(path), exist_ok=True)",),
        200,
    ),
    Case(
        "what is read already is read as text",
        DESK
        + """
import uuid


def identity(value):
    return uuid.UUID(value)


@app.get("/id")
def ident():
    return jsonify(str(identity(uuid.uuid4())))
""",
        "GET /id",
        (
            "-    return uuid.UUID(value)",
            "+    return uuid.UUID(str(value))",
        ),
        200,
    ),
    Case(
        "rows that have got a column",
        DESK
        + """
@app.get("/pairs")
def pairs():
    rows = DB.execute("SELECT code, name, price FROM tools").fetchall()
    return jsonify({code: name for code, name in rows})
""",
        "GET /pairs",
        (
            "-    return jsonify({code: name for code, name in rows})",
            "+    return jsonify({code: name for code, name, *_ in rows})",
        ),
        200,
    ),
    Case(
        "nothing is counted from one on",
        DESK
        + """
@app.get("/list")
def listing():
    rows = DB.execute("SELECT * FROM tools WHERE price > 100").fetchall()
    for number, row in enumerate(rows, start=1):
        print(number, row["name"])
    return jsonify(count=number)
""",
        "GET /list",
        ("+    number = 0",),
        200,
    ),
    Case(
        "the default language stands in",
        DESK
        + """
TEXTS = {"en": {"due": "is due"}, "de": {"due": "ist fällig"}}


class Member:
    def __init__(self, name, language="en"):
        self.name = name
        self.language = language


def notice(member):
    return TEXTS[member.language]["due"]
""",
        'notice(Member("Ana", "fr"))',
        (
            '-    return TEXTS[member.language]["due"]',
            '+    return TEXTS.get(member.language, TEXTS["en"])["due"]',
        ),
        "is due",
    ),
    Case(
        "the table has a reader of its own",
        DESK
        + '''
TEXTS = {
    "a": {"en": ("New", "Hello {name}"), "de": ("Neu", "Hallo {name}")},
    "changed": {"en": ("Changed", "Hello {name}, {fields}")},
}
FALLBACK = "en"


def text_for(kind, language):
    """Subject and body in the language, or in English."""
    translations = TEXTS[kind]
    return translations.get(language, translations[FALLBACK])


def send(kind, member):
    subject, body = text_for(kind, member["language"])
    return subject, body.format(name=member["name"])


def tell(member, fields):
    subject, body = TEXTS["changed"][member["language"]]
    return subject, body.format(name=member["name"], fields=fields)


@app.get("/tell/<lang>")
def telling(lang):
    send("a", {"name": "x", "language": lang})
    return jsonify(tell({"name": "Ana", "language": lang}, "phone"))
''',
        "GET /tell/sl",
        (
            '-    subject, body = TEXTS["changed"][member["language"]]',
            '+    subject, body = text_for("changed", member["language"])',
        ),
        200,
    ),
    Case(
        "a column of two tables is that of the first",
        DESK
        + """
DB.executescript("CREATE TABLE loans (id INTEGER, tool_id INTEGER, name TEXT);")


@app.get("/loans")
def loans():
    conditions, values = ["1 = 1"], []
    if request.args.get("name"):
        conditions.append("name = ?")
        values.append(request.args["name"])
    sql = "SELECT loans.* FROM loans JOIN tools ON tools.id = loans.tool_id WHERE " + " AND ".join(conditions)
    return jsonify([dict(row) for row in DB.execute(sql, values)])
""",
        "GET /loans?name=Ana",
        (
            '-        conditions.append("name = ?")',
            '+        conditions.append("loans.name = ?")',
        ),
        200,
    ),
    Case(
        "a dataclass is handed the fields that it has",
        DESK
        + """
from dataclasses import dataclass


@dataclass
class Tool:
    id: int
    code: str
    name: str
    price: float


@app.get("/tools")
def tools():
    rows = DB.execute("SELECT * FROM tools").fetchall()
    return jsonify([Tool(**row).code for row in rows])
""",
        "GET /tools",
        (
            "-    return jsonify([Tool(**row).code for row in rows])",
            "+    return jsonify([Tool(**{name: value for name, value in dict(row).items() if"
            " name in Tool.__dataclass_fields__}).code for row in rows])",
        ),
        200,
    ),
    Case(
        "a model is handed the fields that it has",
        DESK
        + """
import json
from pydantic import BaseModel, ConfigDict


class Prefs(BaseModel):
    model_config = ConfigDict(extra="forbid")
    mail: bool = True


def prefs(text):
    return Prefs.model_validate(json.loads(text) if text else {})


@app.get("/prefs")
def show():
    return jsonify(prefs('{"mail": false, "newsletter": true}').model_dump())
""",
        "GET /prefs",
        (
            "-    return Prefs.model_validate(json.loads(text) if text else {})",
            "+    return Prefs.model_validate({name: value for name, value in (json.loads(tex"
            "t) if text else {}).items() if name in Prefs.model_fields})",
        ),
        200,
    ),
    Case(
        "the first number is 1",
        DESK
        + """
def next_number(year):
    rows = DB.execute("SELECT code FROM tools WHERE price > ?", (year,)).fetchall()
    last = max(int(row["code"].split("-")[1]) for row in rows)
    return f"{year}-{last + 1:04d}"


@app.post("/number")
def number():
    return jsonify(number=next_number(2027))
""",
        "POST /number",
        (
            '-    last = max(int(row["code"].split("-")[1]) for row in rows)',
            '+    last = max((int(row["code"].split("-")[1]) for row in rows), default=0)',
        ),
        200,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)
