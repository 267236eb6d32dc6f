"""Values of the wrong type: text and numbers, moments, coroutines, iterators, what JSON cannot hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.repair.cases import API, SHOP, Case, Silent, check, check_silent, named

CASES = [
    Case(
        "number goes into text",
        'def label(count):\n    return "rooms: " + count\n',
        "label(3)",
        ('-    return "rooms: " + count', '+    return "rooms: " + str(count)'),
        "rooms: 3",
    ),
    Case(
        "text that is a number is read as one",
        'def total(row):\n    return row["price"] * 1.5\n',
        'total({"price": "10"})',
        ('-    return row["price"] * 1.5', '+    return float(row["price"]) * 1.5'),
        15.0,
    ),
    Case(
        "text is compared as a number",
        "def large(count):\n    return count > 3\n",
        'large("5")',
        ("-    return count > 3", "+    return int(count) > 3"),
        True,
    ),
    Case(
        "float among Decimals goes through text as elsewhere",
        """
from decimal import Decimal


def first(x):
    return Decimal(str(x))


def total(price, rate):
    return Decimal(price) * rate
""",
        'str(total("10", 0.5))',
        ("-    return Decimal(price) * rate", "+    return Decimal(price) * Decimal(str(rate))"),
        "5.0",
    ),
    Case(
        "day is compared with the day of a moment",
        """
from datetime import date, datetime


def past(moment, day):
    return moment < day
""",
        "past(datetime(2020, 1, 1), date(2021, 1, 1))",
        ("-    return moment < day", "+    return moment.date() < day"),
        True,
    ),
    Case(
        "numbers are written before they are joined",
        'def line(xs):\n    return ", ".join(xs)\n',
        "line([1, 2])",
        ('-    return ", ".join(xs)', '+    return ", ".join(str(item) for item in xs)'),
        "1, 2",
    ),
    Case(
        "half of a list is a whole number",
        "def middle(xs):\n    return xs[len(xs) / 2]\n",
        "middle([1, 2, 3])",
        ("-    return xs[len(xs) / 2]", "+    return xs[len(xs) // 2]"),
        2,
    ),
    Case(
        "view is made a list before it is indexed",
        "def first(row):\n    return row.values()[0]\n",
        'first({"a": 1})',
        ("-    return row.values()[0]", "+    return list(row.values())[0]"),
        1,
    ),
    Case(
        "loop over a mapping means its values",
        'def total(rows):\n    return sum(row["price"] for row in rows)\n',
        'total({"a": {"price": 3}})',
        (
            '-    return sum(row["price"] for row in rows)',
            '+    return sum(row["price"] for row in rows.values())',
        ),
        3,
    ),
    Case(
        "loop over pairs of a mapping",
        "def swap(row):\n    found = {}\n    for key, value in row:\n        found[value] = key\n    return found\n",
        'swap({"ab1": 1})',
        ("-    for key, value in row:", "+    for key, value in row.items():"),
        {1: "ab1"},
    ),
    Case(
        "function returns one value more",
        "def f():\n    return 1, 2, 3\n\n\ndef g():\n    a, b = f()\n    return a + b\n",
        "g()",
        ("-    a, b = f()", "+    a, b, _ = f()"),
        3,
    ),
    Case(
        "clock gets the zone that the module uses",
        """
from datetime import datetime, timezone


def start():
    return datetime.now(timezone.utc)


def age(moment):
    return (datetime.now() - moment).days
""",
        "age(start())",
        ("-    return (datetime.now() - moment).days", "+    return (datetime.now(timezone.utc) - moment).days"),
        0,
    ),
    Case(
        "clock of another module gets the zone with its import",
        """
from datetime import datetime

from clock import start


def age():
    now = datetime.utcnow()
    return now >= start()
""",
        "age()",
        (
            "-from datetime import datetime",
            "+from datetime import UTC, datetime",
            "-    now = datetime.utcnow()",
            "+    now = datetime.now(UTC)",
        ),
        False,
        files={"clock.py": "from datetime import UTC, datetime\n\n\ndef start():\n    return datetime.now(UTC)\n"},
    ),
    Case(
        "moment that is read gets the zone",
        """
from datetime import datetime, timezone


def later(text):
    moment = datetime.fromisoformat(text)
    return moment > datetime(2020, 1, 1, tzinfo=timezone.utc)
""",
        'later("2021-01-01T00:00:00")',
        (
            "-    moment = datetime.fromisoformat(text)",
            "+    moment = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)",
        ),
        True,
    ),
    Case(
        "coroutine is awaited",
        API
        + """
async def load(agent_id):
    return {"name": agent_id}


@app.get("/agents/{agent_id}")
async def agent(agent_id: str):
    found = load(agent_id)
    return {"name": found["name"]}
""",
        "GET /agents/x",
        ("-    found = load(agent_id)", "+    found = await load(agent_id)"),
        200,
    ),
    Case(
        "plain value is not awaited",
        API
        + """
def load(agent_id):
    return {"name": agent_id}


@app.get("/agents/{agent_id}")
async def agent(agent_id: str):
    found = await load(agent_id)
    return found
""",
        "GET /agents/x",
        ("-    found = await load(agent_id)", "+    found = load(agent_id)"),
        200,
    ),
    Case(
        "date is written as text",
        """
import json
from datetime import date


def dump(day):
    return json.dumps({"day": day, "n": 1})
""",
        "dump(date(2020, 1, 2))",
        ('-    return json.dumps({"day": day, "n": 1})', '+    return json.dumps({"day": day.isoformat(), "n": 1})'),
        '{"day": "2020-01-02", "n": 1}',
    ),
    Case(
        "set is written as a sorted list",
        "import json\n\n\ndef dump(xs):\n    names = set(xs)\n    return json.dumps(names)\n",
        'dump(["b", "a"])',
        ("-    return json.dumps(names)", "+    return json.dumps(sorted(names))"),
        '["a", "b"]',
    ),
    Case(
        "mapping that the loop empties is copied",
        "def clear(rows):\n    for key in rows:\n        del rows[key]\n    return rows\n",
        'clear({"a": 1, "b": 2})',
        ("-    for key in rows:", "+    for key in list(rows):"),
        {},
    ),
    Case(
        "field of another type than declared is made of it where it is filled",
        """
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Settings:
    folder: Path = Path("var")

    @classmethod
    def from_env(cls, env):
        return cls(folder=env.get("FOLDER", "var"))


def target(settings, name):
    return str(settings.folder / name)
""",
        'target(Settings.from_env({"FOLDER": "x"}), "a")',
        (
            '-        return cls(folder=env.get("FOLDER", "var"))',
            '+        return cls(folder=Path(env.get("FOLDER", "var")))',
        ),
        "x/a",
    ),
    Case(
        "only the template is formatted, not the data before it",
        """
FOOTER = " See {url}"


def mail(text):
    return (text + FOOTER).format(url="/a")
""",
        'mail("for {you}")',
        (
            '-    return (text + FOOTER).format(url="/a")',
            '+    return text + FOOTER.format(url="/a")',
        ),
        "for {you} See /a",
    ),
    Case(
        "cycle in the data ends the walk as it ends where nothing is left",
        """
PARENTS = {"a": "b", "b": "c", "c": "b"}


def above(name: str) -> list[str]:
    parent = PARENTS.get(name)
    if parent is None:
        return []
    return [parent, *above(parent)]
""",
        'above("a")',
        (
            "-def above(name: str) -> list[str]:",
            "+def above(name: str, seen=frozenset()) -> list[str]:",
            "-    return [parent, *above(parent)]",
            "+    seen |= {name}",
            "+    if parent in seen:",
            "+        return []",
            "+    return [parent, *above(parent, seen=seen)]",
        ),
        ["b", "c"],
    ),
    Case(
        "cycle in the data ends a walk over all that is reached",
        """
LINKS = {"a": ["b"], "b": ["c"], "c": ["a"]}


def size(name: str) -> int:
    links = LINKS.get(name, [])
    if not links:
        return 0
    return 1 + sum(size(link) for link in links)
""",
        'size("a")',
        (
            "-def size(name: str) -> int:",
            "+def size(name: str, seen=frozenset()) -> int:",
            "+    if name in seen:",
            "+        return 0",
            "-    return 1 + sum(size(link) for link in links)",
            "+    return 1 + sum(size(link, seen=seen | {name}) for link in links)",
        ),
        3,
    ),
    Case(
        "generator that is read twice is kept in a list",
        """
def span(prices):
    known = (price for price in prices if price)
    low = min(known)
    return max(known) - low
""",
        "span([3, 0, 5])",
        (
            "-    known = (price for price in prices if price)",
            "+    known = [price for price in prices if price]",
        ),
        2,
    ),
    Case(
        "iterator that is asked for its length is kept in a list",
        "def count(xs):\n    found = filter(None, xs)\n    return len(found)\n",
        "count([1, 0])",
        ("-    found = filter(None, xs)", "+    found = list(filter(None, xs))"),
        1,
    ),
    Case(
        "transaction that failed is rolled back where the failure is caught",
        """
import sqlite3

conn = sqlite3.connect(":memory:", isolation_level=None)
conn.execute("CREATE TABLE t (a INTEGER UNIQUE)")


def add(values):
    try:
        conn.execute("BEGIN")
        for value in values:
            conn.execute("INSERT INTO t VALUES (?)", (value,))
        conn.execute("COMMIT")
    except sqlite3.IntegrityError:
        return False
    return True


def twice():
    return add([1, 1]), add([1])
""",
        "twice()",
        ("+        conn.rollback()",),
        (False, True),
    ),
    Case(
        "a part is handed over where the whole is asked for, twice",
        """
class Settings:
    path = "a"
    depth = 1


def opened(settings):
    return settings.path + "/x"


def first(settings):
    return opened(settings)


def second(settings):
    return opened(settings.path)


def third(settings):
    return opened(settings.path) * 2
""",
        "second(Settings())",
        (
            "-    return opened(settings.path)",
            "+    return opened(settings)",
            "-    return opened(settings.path) * 2",
            "+    return opened(settings) * 2",
        ),
        "a/x",
    ),
    Case(
        "text with other parts is refused",
        SHOP
        + """
@app.route("/range")
def between():
    low, high = request.args["between"].split("-")
    return jsonify(low=low, high=high)
""",
        "GET /range?between=3",
        (
            '-    low, high = request.args["between"].split("-")',
            "+    try:",
            '+        low, high = request.args["between"].split("-")',
            "+    except ValueError:",
            '+        return jsonify(error="invalid between"), 400',
        ),
        400,
        among=2,
    ),
]


@named(CASES)
def test_types(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("objects that cannot be added", "def f(a, b):\n    return a + b\n", "f([], {})", "operands"),
        Silent("other runtime errors", 'def f():\n    raise RuntimeError("x")\n', "f()", "mutation"),
        Silent("two moments of one kind", "def f(a):\n    return a - 1\n", 'f("x")', "timezone"),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)


WEIGHED = """
from decimal import Decimal

LOADS = [Decimal("1.5"), Decimal("2")]


def weighed(body):
    kg = body["kg"]
    if sum(LOADS) + kg > 10:
        raise ValueError("too heavy")
    LOADS.append(kg)
    return sum(LOADS)
"""
OWN = WEIGHED.replace(
    "def weighed", 'def kilos(value):\n    return Decimal(str(value)).quantize(Decimal("0.01"))\n\n\ndef weighed'
).replace("kilos(value)", "kilos(value: float) -> Decimal")


@pytest.mark.parametrize(("app", "text"), [(WEIGHED, 'Decimal(str(body["kg"]))'), (OWN, 'kilos(body["kg"])')])
def test_a_float_that_is_kept_among_decimals_becomes_one_where_it_is_read(tmp_path: Path, app: str, text: str) -> None:
    case = Case("kept", app, 'weighed({"kg": 0.25})', ('-    kg = body["kg"]', f"+    kg = {text}"), Decimal("3.75"))
    check(case, tmp_path)
