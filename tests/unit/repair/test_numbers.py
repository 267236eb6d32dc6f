"""Division by zero, indexes, aggregates of nothing, parsing."""

from __future__ import annotations

from tests.unit.repair.cases import API, SHOP, Case, Silent, check, check_silent, named

CASES = [
    Case(
        "mean of nothing is what the docstring promises",
        'def mean(xs):\n    """The mean; 0.0 if there are none."""\n    return sum(xs) / len(xs)\n',
        "mean([])",
        ("+    if not xs:", "+        return 0.0"),
        0.0,
    ),
    Case(
        "mean of nothing is what the sibling returns",
        """
def median(xs: list[float]) -> float | None:
    if not xs:
        return None
    return sorted(xs)[len(xs) // 2]


def mean(xs: list[float]) -> float | None:
    return sum(xs) / len(xs)
""",
        "mean([])",
        ("+    if not xs:", "+        return None"),
        None,
    ),
    Case(
        "share of nothing in an answer is what it is elsewhere",
        """
def month(sold, listed):
    return {"share": sold / listed if listed else 0.0, "sold": sold}


def year(sold, listed):
    return {"share": sold / listed, "sold": sold}
""",
        "year(0, 0)",
        (
            '-    return {"share": sold / listed, "sold": sold}',
            '+    return {"share": sold / listed if listed else 0.0, "sold": sold}',
        ),
        {"share": 0.0, "sold": 0},
    ),
    Case(
        "zero that the client sent is refused",
        API + '@app.get("/split")\ndef split(total: float, parts: int):\n    return {"each": total / parts}\n',
        "GET /split?total=3&parts=0",
        ("+    if parts == 0:", '+        raise HTTPException(status_code=422, detail=f"invalid parts {parts}")'),
        422,
        among=2,
    ),
    Case(
        "loop that looks at the next item stops before the last",
        """
def pairs(xs):
    found = []
    for i in range(len(xs)):
        found.append((xs[i], xs[i + 1]))
    return found
""",
        "pairs([1, 2, 3])",
        ("-    for i in range(len(xs)):", "+    for i in range(len(xs) - 1):"),
        [(1, 2), (2, 3)],
    ),
    Case(
        "loop ends at the length",
        "def total(xs):\n    s = 0\n    for i in range(len(xs) + 1):\n        s += xs[i]\n    return s\n",
        "total([1, 2])",
        ("-    for i in range(len(xs) + 1):", "+    for i in range(len(xs)):"),
        3,
    ),
    Case(
        "while loop ends before the length",
        "def total(xs):\n    s, i = 0, 0\n    while i <= len(xs):\n        s += xs[i]\n        i += 1\n    return s\n",
        "total([1, 2])",
        ("-    while i <= len(xs):", "+    while i < len(xs):"),
        3,
    ),
    Case(
        "last item is counted from the end",
        "def last(xs):\n    return xs[len(xs)]\n",
        "last([1, 2])",
        ("-    return xs[len(xs)]", "+    return xs[-1]"),
        2,
    ),
    Case(
        "first of nothing is what the function returns for nothing",
        """
def first(rows: list) -> dict | None:
    return rows[0]
""",
        "first([])",
        ("+    if not rows:", "+        return None"),
        None,
        among=2,
    ),
    Case(
        "page that does not exist is refused",
        SHOP
        + """
PAGES = ["a", "b"]


@app.route("/pages/<int:number>")
def page(number):
    return jsonify(text=PAGES[number])
""",
        "GET /pages/9",
        ("+    if number >= len(PAGES):", '+        return jsonify(error="number not found"), 404'),
        404,
    ),
    Case(
        "header with too few parts is refused",
        API
        + """
@app.get("/me")
def me(authorization: str = Header("")):
    if not authorization:
        raise HTTPException(status_code=401, detail="missing token")
    parts = authorization.split(" ")
    return {"token": parts[1]}
""",
        'GET /me {"headers": {"authorization": "abc"}}',
        ("+    if len(parts) < 2:", '+        raise HTTPException(status_code=401, detail="missing token")'),
        401,
    ),
    Case(
        "maximum of nothing has the default of elsewhere",
        """
def low(rows):
    return {"low": min((row["price"] for row in rows), default=None)}


def high(rows):
    return {"high": max(row["price"] for row in rows)}
""",
        "high([])",
        (
            '-    return {"high": max(row["price"] for row in rows)}',
            '+    return {"high": max((row["price"] for row in rows), default=None)}',
        ),
        {"high": None},
    ),
    Case(
        "minimum of nothing follows the sibling of the same type",
        """
def low(rows: list[float]) -> float:
    if not rows:
        return 0.0
    return min(rows)


def high(rows: list[float]) -> float:
    return max(rows)
""",
        "high([])",
        ("+    if not rows:", "+        return 0.0"),
        0.0,
    ),
    Case(
        "nothing found by next is refused",
        SHOP
        + """
ROOMS = [{"id": "r1"}]


@app.route("/rooms/<room_id>")
def room(room_id):
    room = next(item for item in ROOMS if item["id"] == room_id)
    return jsonify(room)
""",
        "GET /rooms/r9",
        (
            '-    room = next(item for item in ROOMS if item["id"] == room_id)',
            '+    room = next((item for item in ROOMS if item["id"] == room_id), None)',
            "+    if room is None:",
            '+        return jsonify(error="room not found"), 404',
        ),
        404,
    ),
    Case(
        "date of a client is refused where it is read",
        API
        + """
from datetime import date


@app.get("/days")
def days(start: str):
    begin = date.fromisoformat(start)
    return {"day": begin.isoformat()}
""",
        "GET /days?start=banana",
        (
            "-    begin = date.fromisoformat(start)",
            "+    try:",
            "+        begin = date.fromisoformat(start)",
            "+    except ValueError as error:",
            '+        raise HTTPException(status_code=422, detail=f"invalid start {start}") from error',
        ),
        422,
    ),
    Case(
        "decimal of a client is refused with the exception that it raises",
        API
        + """
from decimal import Decimal


@app.get("/vat")
def vat(price: str):
    value = Decimal(price)
    return {"vat": str(value)}
""",
        "GET /vat?price=ten",
        (
            "-from decimal import Decimal",
            "+from decimal import Decimal, InvalidOperation",
            "-    value = Decimal(price)",
            "+    try:",
            "+        value = Decimal(price)",
            "+    except InvalidOperation as error:",
            '+        raise HTTPException(status_code=422, detail=f"invalid price {price}") from error',
        ),
        422,
    ),
    Case(
        "text is prepared as elsewhere before it is read",
        """
def first(text):
    return float(text.replace(",", "."))


def second(text):
    return float(text) * 2
""",
        'second("1,5")',
        ("-    return float(text) * 2", '+    return float(text.replace(",", ".")) * 2'),
        3.0,
    ),
    Case(
        "handler refuses what the function below rejects on purpose",
        API
        + """
def parse(size):
    number = float(size)
    if number < 0:
        raise ValueError("negative")
    return number


@app.get("/volume")
def volume(size: str):
    number = parse(size)
    return {"volume": number**3}
""",
        "GET /volume?size=-3",
        (
            "-    number = parse(size)",
            "+    try:",
            "+        number = parse(size)",
            "+    except ValueError as error:",
            '+        raise HTTPException(status_code=422, detail=f"invalid size {size}") from error',
        ),
        422,
    ),
]


@named(CASES)
def test_numbers(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "quotient without any precedent is left alone",
            "def f(a, b):\n    return a / b\n",
            "f(1, 0)",
            "zero-division",
        ),
        Silent("index without any precedent is left alone", "def f(xs):\n    return xs[0]\n", "f([])", "index"),
        Silent("parsing of stored data is not refused", 'def f():\n    return int("x")\n', "f()", "parsing"),
        Silent(
            "maximum without any precedent is left alone",
            "def f(xs):\n    return max(xs)\n",
            "f([])",
            "empty-aggregate",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
