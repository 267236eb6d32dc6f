"""What the functions beside do, what docstrings promise, and what is ordered, stored and left."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK
from tests.unit.repair.snippets import Snippet

CASES = [
    Case(
        "a check that stands around the same value elsewhere",
        DESK
        + """
PRICES = {"saw": 3, "axe": 5}


def known(name):
    if name not in PRICES:
        raise Invalid("no such name")
    return name


@app.get("/price/<name>")
def price(name):
    return jsonify(PRICES[known(name)])


@app.get("/double/<name>")
def double(name):
    return jsonify(2 * PRICES.pop(name))
""",
        "GET /double/hat",
        (
            "-    return jsonify(2 * PRICES.pop(name))",
            "+    return jsonify(2 * PRICES.pop(known(name)))",
        ),
        422,
    ),
    Case(
        "the reader and its test of the functions beside it",
        DESK
        + """
def sent():
    body = request.get_json()
    return body if isinstance(body, dict) else None


@app.post("/things")
def add_thing():
    body = sent()
    if body is None:
        return jsonify(error="send an object"), 400
    return jsonify(body.get("name")), 201


@app.post("/entries")
def enter():
    body = request.get_json()
    return jsonify(body.get("email")), 201
""",
        "POST /entries [1]",
        (
            "-    body = request.get_json()",
            "+    body = sent()",
            "+    if body is None:",
            '+        return jsonify(error="send an object"), 400',
        ),
        400,
    ),
    Case(
        "what is as far as another one is ordered by what names it",
        """
import heapq
from dataclasses import dataclass


@dataclass
class Depot:
    code: str
    x: int


DEPOTS = [Depot("west", 2), Depot("east", 2)]


def nearest():
    heap = []
    for depot in DEPOTS:
        heapq.heappush(heap, (depot.x, depot))
    far, depot = heapq.heappop(heap)
    return depot.code
""",
        "nearest()",
        (
            "-        heapq.heappush(heap, (depot.x, depot))",
            "-    far, depot = heapq.heappop(heap)",
            "+        heapq.heappush(heap, (depot.x, depot.code, depot))",
            "+    far, _, depot = heapq.heappop(heap)",
        ),
        "east",
    ),
    Case(
        "stored moments have no zone",
        DESK
        + """
from datetime import datetime, timezone

CLOSES = datetime(2024, 5, 1, 12)


def moment(text):
    \"\"\"A moment, UTC as it is stored.\"\"\"
    found = datetime.fromisoformat(text)
    return found


@app.get("/left")
def left():
    rest = CLOSES - moment(request.args["at"])
    return jsonify(rest.total_seconds())
""",
        "GET /left?at=2024-05-01T13:00:00%2B02:00",
        (
            "+    if found.tzinfo is not None:",
            "+        found = found.astimezone(timezone.utc).replace(tzinfo=None)",
        ),
        200,
    ),
    Case(
        "moments of a reader may lack their zone",
        """
from datetime import datetime, timezone


def moment(text):
    \"\"\"A moment; without an offset it is UTC.\"\"\"
    found = datetime.fromisoformat(text)
    return found


def hours(start, end):
    return (moment(end) - moment(start)).total_seconds() / 3600
""",
        'hours("2024-05-01T10:00:00", "2024-05-01T13:00:00+02:00")',
        (
            "+    if found.tzinfo is None:",
            "+        found = found.replace(tzinfo=timezone.utc)",
        ),
        1.0,
    ),
    Case(
        "what the docstring calls absent where it cannot be read",
        DESK
        + """
from email.utils import parsedate_to_datetime


def since():
    \"\"\"The moment of the header; one that we cannot read counts as absent.\"\"\"
    text = request.headers.get("If-Modified-Since")
    if text is None:
        return None
    found = parsedate_to_datetime(text)
    return found


@app.get("/changes")
def changes():
    return jsonify(since() is None)
""",
        'GET /changes {"headers": {"If-Modified-Since": "soon"}}',
        (
            "-    found = parsedate_to_datetime(text)",
            "+    try:",
            "+        found = parsedate_to_datetime(text)",
            "+    except ValueError:",
            "+        return None",
        ),
        200,
    ),
    Case(
        "a frame that is cut short",
        DESK
        + """
import struct

FRAME = struct.Struct(">BH")


@app.get("/frame/<text>")
def frame(text):
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise Invalid("no frame") from error
    battery, level = FRAME.unpack(raw)
    return jsonify(battery, level)
""",
        "GET /frame/0c",
        (
            "-    battery, level = FRAME.unpack(raw)",
            "+    try:",
            "+        battery, level = FRAME.unpack(raw)",
            "+    except struct.error as error:",
            '+        raise Invalid("invalid raw") from error',
        ),
        422,
    ),
    Case(
        "nothing is in what has no entry",
        DESK
        + """
NEXT = {"open": ("closed",)}


@app.post("/move/<state>/<target>")
def move(state, target):
    if target not in NEXT[state]:
        raise Conflict("not allowed")
    return jsonify(target)
""",
        "POST /move/closed/open",
        (
            "-    if target not in NEXT[state]:",
            "+    if target not in NEXT.get(state, ()):",
        ),
        409,
    ),
    Case(
        "none is left of what others have taken",
        DESK
        + """
LENT = {"a": ["a1", "a2"]}
OUT = {"a1", "a2"}


@app.post("/lend/<name>")
def lend(name):
    if name not in LENT:
        raise NotFound("no such name")
    if len(OUT) > 8:
        raise Conflict("too many are out")
    copies = [copy for copy in LENT[name] if copy not in OUT]
    OUT.add(copies[0])
    return jsonify(copies[0])
""",
        "POST /lend/a",
        (
            "+    if not copies:",
            '+        raise Conflict("no copy is left")',
        ),
        409,
    ),
    Case(
        "a program reports what it cannot read",
        """
import re

VERSION = re.compile(r"(\\d+)\\.(\\d+)$")


class ManifestError(Exception):
    pass


def key(text):
    return tuple(int(part) for part in VERSION.match(text).groups())


def read(text):
    if not text:
        raise ManifestError("empty manifest")
    return key(text)


def main(args):
    try:
        print(read(args[0]))
    except ManifestError as error:
        print(error)
        return 1
    return 0
""",
        'main(["1.x"])',
        (
            "-    return tuple(int(part) for part in VERSION.match(text).groups())",
            "+    matched = VERSION.match(text)",
            "+    if matched is None:",
            '+        raise ManifestError("empty manifest")',
            "+    return tuple(int(part) for part in matched.groups())",
        ),
        1,
    ),
    Case(
        "what reads the request is followed through the functions that read it",
        DESK
        + """
import json


def sent():
    body = json.loads(request.get_data())
    return body


@app.post("/labels")
def labels():
    body = sent()
    return jsonify("{name} of {owner}".format(**body))


@app.post("/names")
def named():
    body = sent()
    if "name" not in body:
        raise Invalid("name is missing")
    return jsonify(body["name"])
""",
        'POST /labels {"name": "Saw"}',
        (
            '-    return jsonify("{name} of {owner}".format(**body))',
            "+    try:",
            '+        return jsonify("{name} of {owner}".format(**body))',
            "+    except KeyError as error:",
            '+        raise Invalid("invalid body") from error',
        ),
        422,
    ),
]


@named(CASES)
def test_the_fix_that_a_person_would_make_is_first(case, tmp_path):
    check(case, tmp_path)


STOCK = """
from fastapi import HTTPException

PRICES = {"saw": 3}


def known(name):
    if name not in PRICES:
        raise HTTPException(status_code=404, detail="no such name")


def price(name):
    known(name)
    return PRICES[name]
"""
DOUBLE = """
import stock


def double(name):
    return 2 * stock.PRICES[name]
"""


@pytest.mark.parametrize(("name", "offered"), [("known", True), ("_known", False)])
def test_what_a_module_keeps_to_itself_is_not_called_from_another(tmp_path, name, offered):
    files = {"app.py": DOUBLE, "stock.py": STOCK.replace("known(", f"{name}(")}
    drafts = Snippet(tmp_path, files, "double('hat')").drafts()
    assert any(f"{name} checks" in draft.rationale for draft in drafts) is offered
