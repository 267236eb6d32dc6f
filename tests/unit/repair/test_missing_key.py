"""KeyError."""

from __future__ import annotations

from tests.unit.repair.cases import API, SHOP, Case, Silent, check, check_silent, named

CASES = [
    Case(
        "unknown path parameter is refused as elsewhere",
        API + '@app.get("/agents/{agent_id}")\ndef agent(agent_id: str):\n    return AGENTS[agent_id]\n',
        "GET /agents/nobody",
        (
            "+    if agent_id not in AGENTS:",
            '+        raise HTTPException(status_code=404, detail=f"agent {agent_id} not found")',
        ),
        404,
    ),
    Case(
        "unknown choice in the query is refused in the function that looks it up",
        API
        + """
RATES = {"EUR": 1.0, "USD": 1.1}


def convert(price, currency):
    return price * RATES[currency]


@app.get("/price")
def price(currency: str = "EUR"):
    return {"price": convert(10.0, currency)}
""",
        "GET /price?currency=XXX",
        (
            "+    if currency not in RATES:",
            '+        raise HTTPException(status_code=422, detail=f"unknown currency {currency}")',
        ),
        422,
    ),
    Case(
        "missing field of a payload is refused with the status of its sibling",
        SHOP
        + """
@app.route("/notes", methods=["POST"])
def note():
    payload = request.get_json()
    text = payload["text"]
    return jsonify(text=text), 201
""",
        'POST /notes {"title": "x"}',
        ('+    if "text" not in payload:', '+        return jsonify(error="text is missing"), 400'),
        400,
    ),
    Case(
        "key that the mapping has in nearly this spelling is meant",
        'def total(row):\n    return row["prize"] * row["count"]\n',
        'total({"price": 3, "count": 2})',
        ('-    return row["prize"] * row["count"]', '+    return row["price"] * row["count"]'),
        6,
    ),
    Case(
        "quotes stay as they were",
        "def total(row):\n    return row['unitPrice']\n",
        'total({"unit_price": 3})',
        ("-    return row['unitPrice']", "+    return row['unit_price']"),
        3,
    ),
    Case(
        "counter starts at zero",
        "def count(words):\n    seen = {}\n    for word in words:\n        seen[word] += 1\n    return seen\n",
        'count("aba")',
        ("-        seen[word] += 1", "+        seen[word] = seen.get(word, 0) + 1"),
        {"a": 2, "b": 1},
    ),
    Case(
        "group starts as an empty list",
        """
def group(words):
    found = {}
    for word in words:
        found[word[0]].append(word)
    return found
""",
        'group(["ab", "ac"])',
        (
            "-        found[word[0]].append(word)",
            "+        found.setdefault(word[0], []).append(word)",
        ),
        {"a": ["ab", "ac"]},
    ),
    Case(
        "optional key gets the default that it has elsewhere",
        """
def short(house):
    return house.get("garden", 0.0)


def area(house):
    return house["area"] + house["garden"]
""",
        'area({"area": 10.0})',
        ('-    return house["area"] + house["garden"]', '+    return house["area"] + house.get("garden", 0.0)'),
        10.0,
    ),
    Case(
        "look-up has the default of the other look-ups in the same mapping",
        """
FACTORS = {"old": 0.9}


def first(kind):
    return FACTORS.get(kind, 1.0)


def second(kind, price):
    return price * FACTORS[kind]
""",
        'second("new", 10)',
        ("-    return price * FACTORS[kind]", "+    return price * FACTORS.get(kind, 1.0)"),
        10.0,
    ),
    Case(
        "function that may return None asks with get",
        """
STORE = {}


def find(key: str) -> dict | None:
    return STORE[key]


def name(key):
    found = find(key)
    if found is None:
        return "unknown"
    return found["name"]
""",
        'name("a")',
        ("-    return STORE[key]", "+    return STORE.get(key)"),
        "unknown",
    ),
    Case(
        "key is spelled in the case that the mapping has",
        """
RATES = {"EUR": 1.0}


def check(code):
    return code.upper() in RATES


def other(code):
    return RATES[code.upper()]


def rate(code):
    return RATES[code]
""",
        'rate("eur")',
        ("-    return RATES[code]", "+    return RATES[code.upper()]"),
        1.0,
    ),
    Case(
        "text that should be a number is read as one",
        "ROWS = {1: 'a'}\n\n\ndef row(number):\n    return ROWS[number]\n",
        'row("1")',
        ("-    return ROWS[number]", "+    return ROWS[int(number)]"),
        "a",
    ),
    Case(
        "own exception class is raised where the module has one that ends in a 404",
        """
from fastapi import FastAPI
from store import load

app = FastAPI()


from errors import NotFound
from fastapi.responses import JSONResponse


@app.exception_handler(NotFound)
def not_found(request, error):
    return JSONResponse(status_code=404, content={"error": str(error)})


@app.get("/agents/{agent_id}")
def agent(agent_id: str):
    return load(agent_id)
""",
        "GET /agents/nobody",
        (
            "+    if agent_id not in AGENTS:",
            '+        raise NotFound(f"agent {agent_id} does not exist")',
        ),
        404,
        files={
            "errors.py": "class NotFound(Exception):\n    pass\n",
            "store.py": """
from errors import NotFound

AGENTS = {}
HOUSES = {}


def house(house_id):
    if house_id not in HOUSES:
        raise NotFound(f"house {house_id} does not exist")
    return HOUSES[house_id]


def load(agent_id):
    return AGENTS[agent_id]
""",
        },
    ),
]

READ = """
FEES = {"letter": 1, "parcel": 5}


@app.route("/fee")
def fee():
    return jsonify(fee=FEES[request.args.get("kind", "letter").lower()])
"""


def test_a_key_that_is_read_where_it_is_used_gets_a_name_for_the_check(tmp_path):
    changes = (
        '-    return jsonify(fee=FEES[request.args.get("kind", "letter").lower()])',
        '+    kind = request.args.get("kind", "letter").lower()',
        "+    if kind not in FEES:",
        '+        return jsonify(error="invalid kind"), 400',
        "+    return jsonify(fee=FEES[kind])",
    )
    check(Case("read in place", SHOP + READ, "GET /fee?kind=drone", changes, 400), tmp_path)


@named(CASES)
def test_missing_key(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "no client data and no precedent: nothing to offer",
            "SETTINGS = {}\n\n\ndef limit(name):\n    return SETTINGS[name]\n",
            'limit("depth")',
            "missing-key",
        ),
        Silent(
            "what gives the key may do more than read it",
            SHOP
            + READ.replace("request.args.get(", "next_of(request.args, ")
            + "\n\ndef next_of(*_):\n    return 'drone'\n",
            "GET /fee",
            "missing-key",
        ),
        Silent(
            "keys that are nothing like it are not offered",
            'def total(row):\n    return row["discount"]\n',
            'total({"zip": 3, "x": 2})',
            "missing-key",
        ),
        Silent(
            "a key that may be gone where nobody reads it",
            """
def carriers(routes, known):
    made = [known.pop(route) for route in routes]
    post = routes[0]
    known.pop(post, None)
    return made
""",
            "carriers(['a', 'b'], {'a': 1})",
            "missing-key",
        ),
        Silent(
            "stored record without the key is no reason to refuse a request",
            API + '@app.get("/size")\ndef size():\n    return HOUSES["a"]["size"]\n',
            "GET /size",
            "missing-key",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
