"""Small services with one bug each, the fixes that are right, and candidates that must not pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from arbase.domain.diagnosis import Stimulus
from tests.unit.verify.doubles import Scene, get, post

Edits = tuple[tuple[str, str], ...]

SHOP = '''"""A small shop."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone

from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel

app = FastAPI()
logger = logging.getLogger(__name__)
HOUSES = {
    1: {"id": 1, "city": "Bern", "price": 500.0, "rooms": 4, "owner": {"name": "Ann"}, "discount": 0.1},
    2: {"id": 2, "city": "Basel", "price": 300.0, "rooms": 3, "owner": None},
    3: {"id": 3, "city": "Chur", "price": 400.0, "rooms": 2, "owner": {"name": "Bo"}},
}
SALES = {1: [100.0, 200.0], 2: [], 3: [50.0]}


class Order(BaseModel):
    house: int
    quantity: int = 1
    coupon: str | None = None


@app.get("/houses/{house_id}")
def house(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return {"id": found["id"], "city": found["city"], "discount": found.get("discount", 0.0)}


def mean_price(houses: list[dict]) -> float | None:
    """The mean price, or None for no houses."""
    if not houses:
        return None
    return sum(item["price"] for item in houses) / len(houses)


@app.get("/mean")
def mean(city: str = "Bern"):
    return {"mean": mean_price([item for item in HOUSES.values() if item["city"] == city])}


@app.post("/days")
async def days(request: Request):
    payload = await request.json()
    try:
        day = datetime.strptime(str(payload.get("day")), "%Y-%m-%d")
    except ValueError:
        raise HTTPException(status_code=422, detail="not a day") from None
    return {"weekday": day.weekday()}


@app.get("/boom")
def boom():
    return {"fine": True}
'''

LIBRARY = '''"""A small library."""

from flask import Flask, abort, jsonify, request

app = Flask(__name__)
BOOKS = {"a1": {"title": "Heidi", "year": 1880, "lent": None}, "b2": {"title": "Faust", "year": 1808, "lent": "Eva"}}


@app.get("/books/<key>")
def book(key):
    found = BOOKS.get(key)
    if found is None:
        abort(404)
    return jsonify(title=found["title"])


@app.post("/books")
def add():
    data = request.get_json(force=True)
    if "title" not in data:
        abort(400, "title is missing")
    return jsonify(title=data["title"]), 201
'''


@dataclass(frozen=True)
class Bug:
    """A scene, its right fixes by name, and its wrong ones by name."""

    scene: Scene
    right: dict[str, Edits]
    wrong: dict[str, Edits] = field(default_factory=dict)


def shop(code: str, trigger: Stimulus, *inputs: str, traffic: tuple[Stimulus, ...] = (), **more: object) -> Scene:
    """The shop with a route added."""
    files = {"app.py": SHOP + "\n\n" + code}
    return Scene(files=files, trigger=trigger, client_inputs=inputs, traffic=traffic, **more)  # type: ignore[arg-type]


def library(code: str, trigger: Stimulus, *inputs: str, traffic: tuple[Stimulus, ...] = ()) -> Scene:
    """The library with a route added."""
    files = {"app.py": LIBRARY + "\n\n" + code}
    return Scene(files=files, trigger=trigger, client_inputs=inputs, traffic=traffic, kind="wsgi")


MISSING_HOUSE = Bug(
    shop(
        """@app.get("/price/{house_id}")
def price(house_id: int):
    chosen = HOUSES[house_id]
    return {"price": chosen["price"] * 2}
""",
        get("/price/99"),
        "path:house_id",
        traffic=(get("/price/1"), get("/houses/2"), get("/mean?city=Chur")),
    ),
    right={
        "404 for a missing house": (
            (
                "    chosen = HOUSES[house_id]\n",
                "    chosen = HOUSES.get(house_id)\n    if chosen is None:\n"
                '        raise HTTPException(status_code=404, detail="no such house")\n',
            ),
        ),
        "404 from the exception": (
            (
                "    chosen = HOUSES[house_id]\n",
                "    try:\n        chosen = HOUSES[house_id]\n    except KeyError:\n"
                '        raise HTTPException(status_code=404, detail="no such house") from None\n',
            ),
        ),
    },
    wrong={
        "empty answer": (("    chosen = HOUSES[house_id]\n", "    chosen = HOUSES.get(house_id, {})\n"),),
        "first house instead": (("HOUSES[house_id]", "HOUSES.get(house_id, HOUSES[1])"),),
        "nearest house instead": (("HOUSES[house_id]", "HOUSES[min(house_id, max(HOUSES))]"),),
        "404 for everybody": (
            (
                "    chosen = HOUSES[house_id]\n",
                '    if house_id != 0:\n        raise HTTPException(status_code=404, detail="no")\n'
                "    chosen = HOUSES[house_id]\n",
            ),
        ),
        "other prices on the way": (
            (
                '    chosen = HOUSES[house_id]\n    return {"price": chosen["price"] * 2}\n',
                "    chosen = HOUSES.get(house_id)\n    if chosen is None:\n"
                '        raise HTTPException(status_code=404, detail="no such house")\n'
                '    return {"price": chosen["price"]}\n',
            ),
        ),
        "unneeded hunk": (
            (
                "    chosen = HOUSES[house_id]\n",
                "    chosen = HOUSES.get(house_id)\n    if chosen is None:\n"
                '        raise HTTPException(status_code=404, detail="no such house")\n',
            ),
            ('    return {"weekday": day.weekday()}\n', "    return dict(weekday=day.weekday())\n"),
        ),
        "only this very house": (
            (
                "    chosen = HOUSES[house_id]\n",
                "    if house_id == 99:\n"
                '        raise HTTPException(status_code=404, detail="no such house")\n    chosen = HOUSES[house_id]\n',
            ),
        ),
        "server error instead": (
            (
                "    chosen = HOUSES[house_id]\n",
                "    chosen = HOUSES.get(house_id)\n    if chosen is None:\n"
                '        raise HTTPException(status_code=500, detail="no such house")\n',
            ),
        ),
    },
)

WRONG_KEY = Bug(
    shop(
        """@app.get("/rooms/{house_id}")
def rooms(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return {"rooms": found["room_count"]}
""",
        get("/rooms/1"),
        "path:house_id",
        traffic=(get("/houses/1"),),
    ),
    right={"rename to the key that exists": (('found["room_count"]', 'found["rooms"]'),)},
    wrong={
        "default for a key that never is there": (('found["room_count"]', 'found.get("room_count", 0)'),),
        "none for a key that never is there": (('found["room_count"]', 'found.get("room_count")'),),
        "404 although the house is there": (
            (
                '    return {"rooms": found["room_count"]}\n',
                '    if "room_count" not in found:\n'
                '        raise HTTPException(status_code=404, detail="no such house")\n'
                '    return {"rooms": found["room_count"]}\n',
            ),
        ),
        "another invented key": (('found["room_count"]', 'found["number_of_rooms"]'),),
        "the field left out": (('    return {"rooms": found["room_count"]}\n', "    return found\n"),),
    },
)

MISSING_DISCOUNT = Bug(
    shop(
        """@app.get("/offer/{house_id}")
def offer(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return {"offer": found["price"] * (1 - found["discount"])}
""",
        get("/offer/2"),
        "path:house_id",
        traffic=(get("/offer/1"),),
    ),
    right={"the default that is used elsewhere": (('found["discount"])}', 'found.get("discount", 0.0))}'),)},
    wrong={
        "another default": (('found["discount"])}', 'found.get("discount", 0.5))}'),),
        "404 for stored data": (
            (
                '    return {"offer"',
                '    if "discount" not in found:\n'
                '        raise HTTPException(status_code=404, detail="no such house")\n    return {"offer"',
            ),
        ),
        "422 for stored data": (
            (
                '    return {"offer": found["price"] * (1 - found["discount"])}\n',
                '    try:\n        return {"offer": found["price"] * (1 - found["discount"])}\n    except KeyError:\n'
                '        raise HTTPException(status_code=422, detail="no discount") from None\n',
            ),
        ),
        "offer of none": (
            (
                '    return {"offer"',
                '    if "discount" not in found:\n        return {"offer": None}\n    return {"offer"',
            ),
        ),
    },
)

EMPTY_MEAN = Bug(
    shop(
        """def mean_sale(sales: list[float]) -> float | None:
    return sum(sales) / len(sales)


@app.get("/sales/{house_id}")
def sales(house_id: int):
    if house_id not in SALES:
        raise HTTPException(status_code=404, detail="no such house")
    return {"mean": mean_sale(SALES[house_id])}
""",
        get("/sales/2"),
        "path:house_id",
        traffic=(get("/sales/1"), get("/sales/3")),
    ),
    right={
        "none, as the type says": (
            (
                "    return sum(sales) / len(sales)\n",
                "    if not sales:\n        return None\n    return sum(sales) / len(sales)\n",
            ),
        ),
        "none, in one expression": (
            ("    return sum(sales) / len(sales)\n", "    return sum(sales) / len(sales) if sales else None\n"),
        ),
    },
    wrong={
        "divide by at least one": (("/ len(sales)\n", "/ max(len(sales), 1)\n"),),
        "divide by one more": (("/ len(sales)\n", "/ (len(sales) + 1)\n"),),
        "minus one": (
            (
                "    return sum(sales) / len(sales)\n",
                "    if not sales:\n        return -1.0\n    return sum(sales) / len(sales)\n",
            ),
        ),
        "zero division swallowed": (
            (
                "    return sum(sales) / len(sales)\n",
                "    try:\n        return sum(sales) / len(sales)\n    except ZeroDivisionError:\n        return 0.0\n",
            ),
        ),
    },
)

BAD_DAY = Bug(
    shop(
        """@app.post("/visit")
async def visit(request: Request):
    payload = await request.json()
    when = datetime.strptime(payload["day"], "%Y-%m-%d")
    return {"month": when.month}
""",
        post("/visit", {"day": "tomorrow"}),
        "body:$.day",
        traffic=(post("/visit", {"day": "2026-11-02"}), post("/days", {"day": "2026-11-02"})),
    ),
    right={
        "422, as elsewhere": (
            (
                '    when = datetime.strptime(payload["day"], "%Y-%m-%d")\n',
                '    try:\n        when = datetime.strptime(payload["day"], "%Y-%m-%d")\n    except ValueError:\n'
                '        raise HTTPException(status_code=422, detail="not a day") from None\n',
            ),
        ),
    },
    wrong={
        "today instead": (
            (
                '    when = datetime.strptime(payload["day"], "%Y-%m-%d")\n',
                '    try:\n        when = datetime.strptime(payload["day"], "%Y-%m-%d")\n    except ValueError:\n'
                "        when = datetime(1970, 1, 1)\n",
            ),
        ),
        "any exception is the client's": (
            (
                '    when = datetime.strptime(payload["day"], "%Y-%m-%d")\n',
                '    try:\n        when = datetime.strptime(payload["day"], "%Y-%m-%d")\n    except Exception:\n'
                '        raise HTTPException(status_code=422, detail="not a day") from None\n',
            ),
        ),
        "refuse every day": (
            (
                '    when = datetime.strptime(payload["day"], "%Y-%m-%d")\n',
                '    if not payload["day"].isdigit():\n'
                '        raise HTTPException(status_code=422, detail="not a day")\n'
                '    when = datetime.strptime(payload["day"], "%Y-%m-%d")\n',
            ),
        ),
    },
)

UNBOUND = Bug(
    shop(
        """@app.get("/fee/{house_id}")
def fee(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    if found["rooms"] > 3:
        surcharge = 25.0
    return {"fee": 100.0 + surcharge}
""",
        get("/fee/2"),
        "path:house_id",
        traffic=(get("/fee/1"),),
    ),
    right={
        "begin with nothing": (('    if found["rooms"] > 3:\n', '    surcharge = 0.0\n    if found["rooms"] > 3:\n'),)
    },
    wrong={
        "begin with a number": (
            ('    if found["rooms"] > 3:\n', '    surcharge = 10.0\n    if found["rooms"] > 3:\n'),
        ),
        "the surcharge for all": (('    if found["rooms"] > 3:\n', "    if True:\n"),),
    },
)

NO_AWAIT = Bug(
    shop(
        """@app.post("/echo")
async def echo(request: Request):
    payload = request.json()
    return {"name": payload["name"]}
""",
        post("/echo", {"name": "Ann"}),
        "body:$.name",
        traffic=(get("/houses/1"),),
    ),
    right={"await it": (("payload = request.json()\n    re", "payload = await request.json()\n    re"),)},
    wrong={
        "400 for everybody": (
            (
                '    payload = request.json()\n    return {"name": payload["name"]}\n',
                "    payload = request.json()\n    if not isinstance(payload, dict):\n"
                '        raise HTTPException(status_code=422, detail="no name")\n'
                '    return {"name": payload["name"]}\n',
            ),
        )
    },
)

WRONG_ATTRIBUTE = Bug(
    shop(
        """@app.post("/order")
def order(order: Order):
    found = HOUSES.get(order.house)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return {"total": found["price"] * order.amount}
""",
        post("/order", {"house": 1, "quantity": 2}),
        "body:$.house",
        traffic=(get("/houses/1"),),
    ),
    right={"the attribute that exists": (("order.amount", "order.quantity"),)},
    wrong={
        "getattr with a default": (("order.amount", 'getattr(order, "amount", 1)'),),
        "the factor left out": ((" * order.amount", ""),),
    },
)

OFF_BY_ONE = Bug(
    shop(
        """@app.get("/growth/{house_id}")
def growth(house_id: int):
    if house_id not in SALES:
        raise HTTPException(status_code=404, detail="no such house")
    values = SALES[house_id]
    return {"growth": [values[i + 1] - values[i] for i in range(len(values))]}
""",
        get("/growth/1"),
        "path:house_id",
        traffic=(get("/growth/2"),),
    ),
    right={"stop one earlier": (("range(len(values))", "range(len(values) - 1)"),)},
    wrong={
        "nothing for what is short": (
            (
                '    values = SALES[house_id]\n    return {"gro',
                '    values = SALES[house_id]\n    if not values:\n        return {"growth": []}\n    return {"gro',
            ),
        )
    },
)

MIXED_TYPES = Bug(
    shop(
        """@app.get("/label/{house_id}")
def label(house_id: int):
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return {"label": found["city"] + "-" + found["rooms"]}
""",
        get("/label/1"),
        "path:house_id",
        traffic=(get("/houses/3"),),
    ),
    right={
        "say it as text": (('+ found["rooms"]', '+ str(found["rooms"])'),),
    },
    wrong={"leave it out": ((' + "-" + found["rooms"]', ""),)},
)

OWNER = Bug(
    shop(
        """class Card(BaseModel):
    city: str
    owner: str | None


@app.get("/card/{house_id}")
def card(house_id: int) -> Card:
    found = HOUSES.get(house_id)
    if found is None:
        raise HTTPException(status_code=404, detail="no such house")
    return Card(city=found["city"], owner=found["owner"]["name"])
""",
        get("/card/2"),
        "path:house_id",
        traffic=(get("/card/1"), get("/card/3")),
    ),
    right={
        "none, as the model says": (
            ('owner=found["owner"]["name"]', 'owner=found["owner"]["name"] if found["owner"] else None'),
        ),
    },
    wrong={
        "unknown": (('owner=found["owner"]["name"]', 'owner=found["owner"]["name"] if found["owner"] else "unknown"'),),
        "or empty": (('found["owner"]["name"]', '(found["owner"] or {"name": ""})["name"]'),),
        "404 for stored data": (
            (
                "    return Card(",
                '    if found["owner"] is None:\n'
                '        raise HTTPException(status_code=404, detail="no such house")\n    return Card(',
            ),
        ),
    },
)

COUNTER = Bug(
    shop(
        """@app.get("/cities")
def cities(skip: int = 0):
    counts = {}
    for item in list(HOUSES.values())[skip:]:
        counts[item["city"]] += 1
    return counts
""",
        get("/cities"),
        traffic=(get("/cities?skip=3"),),
    ),
    right={
        "count from nothing": (('counts[item["city"]] += 1', 'counts[item["city"]] = counts.get(item["city"], 0) + 1'),)
    },
    wrong={
        "count from one": (('counts[item["city"]] += 1', 'counts[item["city"]] = counts.get(item["city"], 1) + 1'),),
        "count only what is known": (
            (
                '        counts[item["city"]] += 1\n',
                '        if item["city"] in counts:\n            counts[item["city"]] += 1\n',
            ),
        ),
    },
)

TIMES = Bug(
    shop(
        """@app.post("/age")
async def age(request: Request):
    payload = await request.json()
    since = datetime.fromisoformat(payload["since"])
    return {"old": since < datetime.now(timezone.utc)}
""",
        post("/age", {"since": "2020-01-01T00:00:00"}),
        "body:$.since",
        traffic=(post("/age", {"since": "2020-01-01T00:00:00+00:00"}),),
    ),
    right={
        "a time without a zone is UTC": (
            (
                '    since = datetime.fromisoformat(payload["since"])\n',
                '    since = datetime.fromisoformat(payload["since"])\n    if since.tzinfo is None:\n'
                "        since = since.replace(tzinfo=timezone.utc)\n",
            ),
        ),
    },
)

REVERT = Bug(
    Scene(
        files={
            "app.py": SHOP
            + """

@app.get("/stats")
def stats(city: str):
    prices = [item["price"] for item in HOUSES.values() if item["city"] == city]
    low = min(prices)
    high = max(prices)
    return {"low": low, "high": high}
"""
        },
        earlier=(
            {
                "app.py": SHOP
                + """

@app.get("/stats")
def stats(city: str):
    prices = [item["price"] for item in HOUSES.values() if item["city"] == city]
    low = min(prices, default=-1.0)
    high = max(prices, default=-1.0)
    return {"low": low, "high": high}
"""
            },
        ),
        trigger=get("/stats?city=Thun"),
        client_inputs=("query:city",),
        traffic=(get("/stats?city=Bern"),),
    ),
    right={
        "as it was before": (
            (
                "    low = min(prices)\n    high = max(prices)\n",
                "    low = min(prices, default=-1.0)\n    high = max(prices, default=-1.0)\n",
            ),
        ),
    },
    wrong={
        "another default": (
            (
                "    low = min(prices)\n    high = max(prices)\n",
                "    low = min(prices, default=0.0)\n    high = max(prices, default=0.0)\n",
            ),
        ),
    },
)

FLASK_BODY = Bug(
    library(
        """@app.post("/lend")
def lend():
    data = request.get_json(force=True)
    return jsonify(key=data["key"], to=data["to"])
""",
        post("/lend", {"key": "a1"}),
        "body:$.to",
        traffic=(post("/lend", {"key": "a1", "to": "Eva"}), get("/books/a1")),
    ),
    right={
        "400, as elsewhere": (
            (
                "    return jsonify(key",
                '    if "to" not in data:\n        abort(400, "to is missing")\n    return jsonify(key',
            ),
        ),
    },
    wrong={
        "nobody": (('data["to"]', 'data.get("to", "nobody")'),),
        "none": (('data["to"]', 'data.get("to")'),),
        "an empty answer": (
            ("    return jsonify(key", '    if "to" not in data:\n        return jsonify({})\n    return jsonify(key'),
        ),
    },
)

FLASK_NONE = Bug(
    library(
        """@app.get("/age/<key>")
def age(key):
    found = BOOKS.get(key)
    return jsonify(age=2026 - found["year"])
""",
        get("/age/zz"),
        "path:key",
        traffic=(get("/age/a1"), get("/books/b2")),
    ),
    right={
        "404, as elsewhere": (
            ("    return jsonify(age", "    if found is None:\n        abort(404)\n    return jsonify(age"),
        ),
    },
    wrong={
        "an error handler for all": (
            (
                '@app.get("/age/<key>")',
                '@app.errorhandler(TypeError)\ndef quiet(error):\n    return jsonify({})\n\n\n@app.get("/age/<key>")',
            ),
        ),
        "zero": (
            ("    return jsonify(age", "    if found is None:\n        return jsonify(age=0)\n    return jsonify(age"),
        ),
        "status 200 with a message": (
            (
                "    return jsonify(age",
                '    if found is None:\n        return jsonify(error="not found")\n    return jsonify(age',
            ),
        ),
    },
)

JOB = Bug(
    Scene(
        files={
            "job.py": """import json
import sys


def total(rows):
    result = 0.0
    for row in rows:
        result += row["price"] * row["count"]
    return result


if __name__ == "__main__":
    with open("rows.json") as file:
        print(total(json.load(file)))
""",
            "rows.json": '[{"price": 2.0, "amount": 3}]\n',
        },
        trigger=Stimulus(kind="command", command=("python", "job.py")),
        kind="command",
        source="job.py",
    ),
    right={"the key that the data has": (('row["count"]', 'row["amount"]'),)},
    wrong={
        "skip the row": (
            ("        result +=", '        if "count" not in row:\n            continue\n        result +='),
        ),
        "end early": (("if __name__", "sys.exit(0)\n\n\nif __name__"),),
        "count one": (('row["count"]', 'row.get("count", 1)'),),
    },
)

BUGS = {
    "missing house": MISSING_HOUSE,
    "wrong key": WRONG_KEY,
    "missing discount": MISSING_DISCOUNT,
    "empty mean": EMPTY_MEAN,
    "bad day": BAD_DAY,
    "unbound": UNBOUND,
    "no await": NO_AWAIT,
    "wrong attribute": WRONG_ATTRIBUTE,
    "off by one": OFF_BY_ONE,
    "mixed types": MIXED_TYPES,
    "owner": OWNER,
    "counter": COUNTER,
    "times": TIMES,
    "revert": REVERT,
    "flask body": FLASK_BODY,
    "flask none": FLASK_NONE,
    "job": JOB,
}
