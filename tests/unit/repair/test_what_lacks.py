"""Order among values that lack, ranks, sums over nothing, rows that are there."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "a row has brackets",
        DESK
        + """
@app.get("/tools/<int:tool_id>/label")
def label(tool_id):
    row = tool_of(tool_id)
    return jsonify(label=row.get("name").upper())
""",
        "GET /tools/1/label",
        (
            '-    return jsonify(label=row.get("name").upper())',
            '+    return jsonify(label=row["name"].upper())',
        ),
        200,
    ),
    Case(
        "a default of a row counts for NULL alone",
        DESK
        + """
RENT = 30


@app.get("/tools/<int:tool_id>/rent")
def rent(tool_id):
    row = tool_of(tool_id)
    return jsonify(days=[day * row.get("price", RENT) for day in (1, 2)], label=row.get("name", ""))
""",
        "GET /tools/1/rent",
        (
            '-    return jsonify(days=[day * row.get("price", RENT) for day in (1, 2)], label=row.get("name", ""))',
            '+    return jsonify(days=[day * (RENT if row["price"] is None else row["price"]) for day in (1, 2)], '
            'label=(row["name"] or ""))',
        ),
        200,
    ),
    Case(
        "what has no value comes last",
        DESK
        + """
@app.get("/tools")
def tools():
    rows = [dict(row) for row in DB.execute("SELECT * FROM tools")]
    rows.sort(key=lambda row: row["notes"])
    return jsonify(rows)
""",
        "GET /tools",
        (
            '-    rows.sort(key=lambda row: row["notes"])',
            '+    rows.sort(key=lambda row: (row["notes"] is None, row["notes"]))',
        ),
        200,
    ),
    Case(
        "what has no value comes last, whatever is sorted by",
        DESK
        + """
from operator import itemgetter


@app.get("/tools")
def tools():
    order = request.args.get("sort", "name")
    if order not in ("name", "price", "notes"):
        raise Invalid(f"cannot sort by {order}")
    rows = [dict(row) for row in DB.execute("SELECT * FROM tools")]
    return jsonify(sorted(rows, key=itemgetter(order)))
""",
        "GET /tools?sort=notes",
        (
            "-    return jsonify(sorted(rows, key=itemgetter(order)))",
            "+    return jsonify(sorted(rows, key=lambda item: (item[order] is None, item[order])))",
        ),
        200,
    ),
    Case(
        "each part of a key may lack",
        DESK
        + """
from operator import attrgetter


class Tool:
    def __init__(self, name, deposit):
        self.name = name
        self.deposit = deposit


@app.get("/sorted")
def ordered():
    tools = [Tool("Saw", 3), Tool("Axe", None), Tool("Drill", 1)]
    rows = sorted(tools, key=attrgetter("deposit", "name"))
    return jsonify([row.name for row in rows])
""",
        "GET /sorted",
        (
            '-    rows = sorted(tools, key=attrgetter("deposit", "name"))',
            "+    rows = sorted(tools, key=lambda item: [(part is None, part) for part in att"
            'rgetter("deposit", "name")(item)])',
        ),
        200,
    ),
    Case(
        "a line has the sign that the line above has for nothing",
        DESK
        + """
class Parcel:
    def __init__(self, code, tracking, weight):
        self.code = code
        self.tracking = tracking
        self.weight = weight


def sheet(parcel):
    return "; ".join([
        f"{parcel.code} {parcel.tracking or '-'}",
        f"Weight: {parcel.weight / 1000:.2f} kg",
    ])
""",
        'sheet(Parcel("A", None, None))',
        (
            '-        f"Weight: {parcel.weight / 1000:.2f} kg",',
            "+        f\"Weight: {f'{parcel.weight / 1000:.2f} kg' if parcel.weight is not None else '-'}\",",
        ),
        "A -; Weight: -",
    ),
    Case(
        "what a table of ranks lacks comes last",
        DESK
        + """
LEVELS = {name: place for place, name in enumerate(("A1", "A2", "B1"))}


def ordered(names):
    return sorted(names, key=lambda name: LEVELS[name])
""",
        'ordered(["C1", "A2", "A1"])',
        (
            "-    return sorted(names, key=lambda name: LEVELS[name])",
            "+    return sorted(names, key=lambda name: LEVELS.get(name, len(LEVELS)))",
        ),
        ["A1", "A2", "C1"],
    ),
    Case(
        "a job replaces the row that is there",
        DESK
        + """
DB.executescript("CREATE TABLE prices (code TEXT, day TEXT, price REAL, source TEXT, UNIQUE (code, day));")


def record(code, day, price):
    DB.execute("INSERT INTO prices (code, day, price, source) VALUES (?, ?, ?, ?)", (code, day, price, "file"))


def load(rows):
    for code, day, price in rows:
        record(code, day, price)
    return [tuple(row) for row in DB.execute("SELECT * FROM prices")]
""",
        'load([("a", "d", 1.0), ("a", "d", 2.0)])',
        (
            '-    DB.execute("INSERT INTO prices (code, day, price, source) VALUES (?, ?, ?, '
            '?)", (code, day, price, "file"))',
            '+    DB.execute("INSERT INTO prices (code, day, price, source) VALUES (?, ?, ?, '
            "?) ON CONFLICT (code, day) DO UPDATE SET price = excluded.price, source = exclud"
            'ed.source", (code, day, price, "file"))',
        ),
        [("a", "d", 2.0, "file")],
    ),
    Case(
        "what others read as well is copied before something is taken out",
        DESK
        + """
CACHE = {}


def search(text):
    if text not in CACHE:
        CACHE[text] = {"items": [{"name": "Saw", "score": 1}]}
    return CACHE[text]


def found(text):
    answer = search(text)
    for item in answer["items"]:
        del item["score"]
    return answer
""",
        '[found("a"), found("a")][1]["items"]',
        ('+    answer = {**answer, "items": [dict(item) for item in answer["items"]]}',),
        [{"name": "Saw"}],
    ),
    Case(
        "a field is declared as the same field is elsewhere",
        DESK
        + """
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel


def local(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Instant = Annotated[datetime, AfterValidator(local)]


class Booking(BaseModel):
    starts_at: Instant
    court: int


class Move(BaseModel):
    starts_at: datetime


def move(body):
    return body.starts_at > datetime(2026, 1, 1, tzinfo=UTC)
""",
        'move(Move(starts_at="2026-02-01T10:00:00"))',
        (
            "-    starts_at: datetime",
            "+    starts_at: Instant",
        ),
        True,
    ),
    Case(
        "a sum over no rows is 0",
        DESK
        + """
from decimal import Decimal


def Sum(name):
    return name


def aggregate(**named):
    return dict.fromkeys(named)


def spent():
    totals = aggregate(spent=Sum("cost"), last=max)
    return totals["spent"].quantize(Decimal("0.01"))
""",
        "spent()",
        (
            '-    return totals["spent"].quantize(Decimal("0.01"))',
            '+    return (totals["spent"] or Decimal(0)).quantize(Decimal("0.01"))',
        ),
        ...,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


def test_team_says_where_what_lacks_comes(tmp_path):
    app = 'def ordered(rows):\n    return sorted(rows, key=lambda row: row["price"])\n'
    notes = {".arbase/context.md": "Nothing is invented. When sorting, the unknown comes first.\n"}
    rows = [{"price": 2}, {"price": None}, {"price": 1}]
    changes = (
        '-    return sorted(rows, key=lambda row: row["price"])',
        '+    return sorted(rows, key=lambda row: (row["price"] is not None, row["price"]))',
    )
    check(Case("first", app, f"ordered({rows})", changes, [rows[1], rows[2], rows[0]], 1, notes), tmp_path)
