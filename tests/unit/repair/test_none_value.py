"""AttributeError and TypeError on None."""

from __future__ import annotations

from tests.unit.repair.cases import API, SHOP, Case, Silent, check, check_silent, named

CASES = [
    Case(
        "look-up by path parameter is refused behind the look-up",
        API
        + """
def find_agent(agent_id):
    return AGENTS.get(agent_id)


@app.get("/agents/{agent_id}")
def agent(agent_id: str):
    agent = find_agent(agent_id)
    return {"name": agent["name"]}
""",
        "GET /agents/nobody",
        (
            "+    if agent is None:",
            '+        raise HTTPException(status_code=404, detail=f"agent {agent_id} not found")',
        ),
        404,
    ),
    Case(
        "statements for an optional part are left out with it",
        """
class Order:
    sent = "x"
    paid = None


def lines(order):
    found = []
    if order.sent is not None:
        found.append(order.sent.upper())
    text = order.paid.upper()
    found.append(f"paid {text}")
    return found
""",
        "lines(Order())",
        (
            "-    text = order.paid.upper()",
            '-    found.append(f"paid {text}")',
            "+    if order.paid is not None:",
            "+        text = order.paid.upper()",
            '+        found.append(f"paid {text}")',
        ),
        ["X"],
    ),
    Case(
        "look-up without a name of its own gets one",
        API
        + """
def find_agent(agent_id):
    return AGENTS.get(agent_id)


@app.get("/agents/{agent_id}")
def agent(agent_id: str):
    return {"name": find_agent(agent_id)["name"]}
""",
        "GET /agents/nobody",
        (
            '-    return {"name": find_agent(agent_id)["name"]}',
            "+    agent = find_agent(agent_id)",
            "+    if agent is None:",
            '+        raise HTTPException(status_code=404, detail=f"agent {agent_id} not found")',
            '+    return {"name": agent["name"]}',
        ),
        404,
    ),
    Case(
        "None that a handler hands down is refused in the handler",
        API
        + """
def find_agent(agent_id):
    return AGENTS.get(agent_id)


def card(agent):
    return {"name": agent["name"]}


@app.get("/agents/{agent_id}")
def agent(agent_id: str):
    found = find_agent(agent_id)
    return card(found)
""",
        "GET /agents/nobody",
        (
            "+    if found is None:",
            '+        raise HTTPException(status_code=404, detail=f"agent {agent_id} not found")',
        ),
        404,
        among=2,
    ),
    Case(
        "flask handler returns its refusal",
        SHOP
        + """
@app.route("/orders/<int:order_id>/lines")
def lines(order_id):
    order = ORDERS.get(order_id)
    return jsonify(order["lines"])
""",
        "GET /orders/7/lines",
        ("+    if order is None:", '+        return jsonify(error="order not found"), 404'),
        404,
    ),
    Case(
        "text of a client that does not match is refused as invalid",
        API
        + """
import re


@app.get("/codes")
def code(text: str):
    matched = re.match(r"(\\d+)-(\\d+)", text)
    return {"first": matched.group(1)}
""",
        "GET /codes?text=abc",
        ("+    if matched is None:", '+        raise HTTPException(status_code=422, detail=f"invalid text {text}")'),
        422,
        among=2,
    ),
    Case(
        "optional field follows the condition of elsewhere",
        """
class House:
    garden = None


class Garden:
    area = 5.0


def short(house):
    return house.garden.area if house.garden is not None else 0.0


def full(house):
    return 10.0 + house.garden.area
""",
        "full(House())",
        (
            "-    return 10.0 + house.garden.area",
            "+    return 10.0 + (house.garden.area if house.garden is not None else 0.0)",
        ),
        10.0,
    ),
    Case(
        "field that may be None in the answer stays None",
        """
from pydantic import BaseModel


class Card(BaseModel):
    name: str
    agent_name: str | None = None


class House:
    name = "a"
    agent = None


def card(house):
    return Card(name=house.name, agent_name=house.agent.name)
""",
        "card(House()).agent_name",
        (
            "-    return Card(name=house.name, agent_name=house.agent.name)",
            "+    return Card(name=house.name, agent_name=house.agent.name if house.agent is not None else None)",
        ),
    ),
    Case(
        "missing discount counts as it does elsewhere",
        """
def first(order):
    return order["total"] - (order.get("discount") or 0.0)


def second(order):
    return order["total"] - order.get("discount")
""",
        'second({"total": 10.0})',
        (
            '-    return order["total"] - order.get("discount")',
            '+    return order["total"] - order.get("discount", 0.0)',
        ),
        10.0,
    ),
    Case(
        "function that computes its result and forgets to return it",
        """
def area(width: float, height: float) -> float:
    found = width * height


def price(width, height):
    return area(width, height) * 2
""",
        "price(2, 3)",
        ("+    return found",),
        12,
    ),
    Case(
        "branch that forgets its return",
        """
def rate(kind: str) -> float:
    if kind == "a":
        return 1.0
    else:
        other(kind)


def other(kind: str) -> float:
    return 2.0


def price(kind):
    return rate(kind) * 2
""",
        'price("b")',
        ("-        other(kind)", "+        return other(kind)"),
        4.0,
    ),
    Case(
        "key that is asked for with get is misspelt",
        'def total(row):\n    return row.get("pirce") * 2\n',
        'total({"price": 3})',
        ('-    return row.get("pirce") * 2', '+    return row.get("price") * 2'),
        6,
    ),
    Case(
        "items without the field are left out as elsewhere",
        """
def cheapest(rows):
    return min(row["price"] for row in rows if row["price"] is not None)


def total(rows):
    return sum(row["price"] * 2 for row in rows)
""",
        'total([{"price": 3}, {"price": None}])',
        (
            '-    return sum(row["price"] * 2 for row in rows)',
            '+    return sum(row["price"] * 2 for row in rows if row["price"] is not None)',
        ),
        6,
    ),
    Case(
        "early result for nothing follows the function next door",
        """
def first(rows: list | None) -> list:
    if rows is None:
        return []
    return rows[:1]


def second(rows: list | None) -> list:
    kept = rows.copy()
    return kept
""",
        "second(None)",
        ("+    if rows is None:", "+        return []"),
        [],
    ),
]


@named(CASES)
def test_none(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "None from stored data is no reason to refuse a request",
            API
            + """
ROWS = [{"price": None}]


@app.get("/total")
def total():
    return sum(row["price"] * 2 for row in ROWS)
""",
            "GET /total",
            "none",
        ),
        Silent("another TypeError is not about None", 'def f(a):\n    return a + "x"\n', "f(1)", "none"),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
