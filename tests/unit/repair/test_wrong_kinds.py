"""What clients send of another type than it is taken for, and handlers that know too little."""

from __future__ import annotations

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import DESK

CASES = [
    Case(
        "a body of another kind is refused",
        DESK
        + """
@app.post("/names")
def names():
    body = request.get_json()
    name = body.get("name")
    if not name:
        raise Invalid("name is missing")
    return jsonify(name=name)
""",
        'POST /names ["x"]',
        (
            "+    if not isinstance(body, dict):",
            '+        raise Invalid("invalid body")',
        ),
        422,
    ),
    Case(
        "a check for what is missing asks for its type as well",
        DESK
        + """
@app.post("/names")
def names():
    body = request.get_json()
    if not isinstance(body, dict):
        raise Invalid("an object is expected")
    name = body.get("name")
    if not name:
        raise Invalid("name is missing")
    return jsonify(name=name.strip())
""",
        'POST /names {"name": 5}',
        (
            "-    if not name:",
            "+    if not name or not isinstance(name, str):",
        ),
        422,
    ),
    Case(
        "one of many that is no object is refused",
        DESK
        + """
@app.post("/orders")
def orders():
    body = request.get_json()
    items = body.get("items")
    if not isinstance(items, list) or not items:
        raise Invalid("items are missing")
    total = 0
    for item in items:
        total += int(item.get("count", 1)) * 2
    return jsonify(total=total)
""",
        'POST /orders {"items": ["a"]}',
        (
            "+        if not isinstance(item, dict):",
            '+            raise Invalid("item are missing")',
        ),
        422,
    ),
    Case(
        "who expects no number may meet nothing",
        DESK
        + """
@app.get("/page")
def page():
    try:
        number = int(request.args.get("n"))
    except ValueError as error:
        raise Invalid("n is no number") from error
    return jsonify(n=number)
""",
        "GET /page",
        (
            "-    except ValueError as error:",
            "+    except (ValueError, TypeError) as error:",
        ),
        422,
    ),
    Case(
        "who reads lines may meet a null in them",
        DESK
        + """
def line_of(item):
    return item["code"], int(item["count"])


@app.post("/lines")
def lines():
    body = request.get_json()
    try:
        found = [line_of(item) for item in body["lines"]]
    except (KeyError, ValueError) as error:
        raise Invalid("bad lines") from error
    return jsonify(found)
""",
        'POST /lines {"lines": [{"code": "a", "count": null}]}',
        (
            "-    except (KeyError, ValueError) as error:",
            "+    except (KeyError, ValueError, TypeError) as error:",
        ),
        422,
    ),
    Case(
        "an index that was looked for with the client's value is refused",
        DESK
        + """
from bisect import bisect_left

LIMITS = [100, 500]
PRICES = [3, 5]


def price(weight):
    return PRICES[bisect_left(LIMITS, weight)]


@app.post("/quote")
def quote():
    weight = request.get_json().get("weight")
    if not isinstance(weight, int):
        raise Invalid("weight is no number")
    return jsonify(price=price(weight))
""",
        'POST /quote {"weight": 900}',
        (
            "-    return PRICES[bisect_left(LIMITS, weight)]",
            "+    try:",
            "+        return PRICES[bisect_left(LIMITS, weight)]",
            "+    except IndexError as error:",
            '+        raise Invalid("invalid weight") from error',
        ),
        422,
    ),
    Case(
        "a handler that knows one exception of a library is told of another",
        DESK
        + """
from subprocess import CalledProcessError, run


def version(command, seconds):
    try:
        return run(command, timeout=seconds, check=True, capture_output=True).returncode
    except CalledProcessError:
        raise NotFound("the printer does not answer") from None


@app.get("/printer")
def printer():
    return jsonify(version=version(["sleep", "2"], 0.05))
""",
        "GET /printer",
        (
            "-from subprocess import CalledProcessError, run",
            "+from subprocess import CalledProcessError, TimeoutExpired, run",
            "-    except CalledProcessError:",
            "+    except (CalledProcessError, TimeoutExpired):",
        ),
        404,
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)
