"""Names, attributes, keywords, imports, values that never came."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named

HOUSE = """
class House:
    def __init__(self):
        self.price = 10.0
        self.rooms = 2

    def area(self):
        return 7.0

"""

CASES = [
    Case(
        "attribute of nearly this name",
        HOUSE + "\ndef double(house):\n    return house.prize * 2\n",
        "double(House())",
        ("-    return house.prize * 2", "+    return house.price * 2"),
        20.0,
    ),
    Case(
        "mapping is asked by key",
        "def double(house):\n    return house.price * 2\n",
        'double({"price": 3})',
        ("-    return house.price * 2", '+    return house["price"] * 2'),
        6,
    ),
    Case(
        "object is asked by attribute",
        HOUSE + '\ndef double(house):\n    return house["price"] * 2\n',
        "double(House())",
        ('-    return house["price"] * 2', "+    return house.price * 2"),
        20.0,
    ),
    Case(
        "method of a text that nothing but the message tells",
        'def first(house):\n    return house["name"].partitions(" ")[0]\n',
        'first({"name": "Ida Ek"})',
        ('-    return house["name"].partitions(" ")[0]', '+    return house["name"].partition(" ")[0]'),
        "Ida",
    ),
    Case(
        "method is called",
        HOUSE + "\ndef double(house):\n    return house.area * 2\n",
        "double(House())",
        ("-    return house.area * 2", "+    return house.area() * 2"),
        14.0,
    ),
    Case(
        "value is not called",
        HOUSE + "\ndef double(house):\n    return house.price() * 2\n",
        "double(House())",
        ("-    return house.price() * 2", "+    return house.price * 2"),
        20.0,
    ),
    Case(
        "name of nearly this spelling",
        "def area(width, height):\n    return width * heigth\n",
        "area(1, 2)",
        ("-    return width * heigth", "+    return width * height"),
        2,
    ),
    Case(
        "module of the standard library is imported in its place",
        "import json\nimport os\n\n\ndef root(x):\n    return math.sqrt(x), json, os\n",
        "root(4)[0]",
        ("+import math",),
        2.0,
    ),
    Case(
        "name is imported as another module imports it",
        "from first import price\n\n\ndef half(x):\n    return Decimal(x) / 2, price\n",
        'str(half("3")[0])',
        ("+from decimal import Decimal", "+"),
        "1.5",
        files={"first.py": "from decimal import Decimal\n\n\ndef price():\n    return Decimal(1)\n"},
    ),
    Case(
        "function of the repository is imported from where it is",
        "def double(x):\n    return rounded(x) * 2\n",
        "double(1.234)",
        ("+from prices import rounded", "+"),
        2.46,
        files={"prices.py": "def rounded(x):\n    return round(x, 2)\n"},
    ),
    Case(
        "attribute of the object itself",
        """
class House:
    def __init__(self):
        self.price = 3

    def double(self):
        return price * 2
""",
        "House().double()",
        ("-        return price * 2", "+        return self.price * 2"),
        6,
    ),
    Case(
        "keyword is called as the parameter is",
        "def tax(price, rate=0.2):\n    return price * rate\n\n\ndef total(price):\n    return tax(price, rates=0.5)\n",
        "total(10)",
        ("-    return tax(price, rates=0.5)", "+    return tax(price, rate=0.5)"),
        5.0,
    ),
    Case(
        "argument that was forgotten is passed",
        "def tax(price, rate):\n    return price * rate\n\n\ndef total(price, rate):\n    return tax(price)\n",
        "total(10, 2)",
        ("-    return tax(price)", "+    return tax(price, rate)"),
        20,
    ),
    Case(
        "argument that was forgotten is passed as another call passes it",
        """
RATE = 2


def tax(price, rate):
    return price * rate


def first(price):
    return tax(price, RATE)


def second(price):
    return tax(price + 1)
""",
        "second(10)",
        ("-    return tax(price + 1)", "+    return tax(price + 1, RATE)"),
        22,
    ),
    Case(
        "arguments stand in the order of the parameters",
        """
def label(name, count):
    return name.upper() * count


def show(name, count):
    return label(count, name)
""",
        'show("a", 2)',
        ("-    return label(count, name)", "+    return label(name, count)"),
        "AA",
    ),
    Case(
        "method without self",
        "class A:\n    def name():\n        return 'a'\n\n\ndef f():\n    return A().name()\n",
        "f()",
        ("-    def name():", "+    def name(self):"),
        "a",
    ),
    Case(
        "choice that no branch knows is refused",
        API
        + """
@app.get("/fee")
def fee(kind: str):
    if kind == "sale":
        rate = 0.03
    elif kind == "rent":
        rate = 0.1
    return {"fee": rate}
""",
        "GET /fee?kind=gift",
        ("+    else:", '+        raise HTTPException(status_code=422, detail=f"unknown kind {kind}")'),
        422,
    ),
    Case(
        "sum starts at zero",
        "def total(xs):\n    for x in xs:\n        s += x\n    return s\n",
        "total([1, 2])",
        ("+    s = 0",),
        3,
    ),
    Case(
        "result of a loop that never ran is what the function says for nothing",
        """
def last(xs) -> int | None:
    for x in xs:
        found = x
    return found
""",
        "last([])",
        ("+    found = None",),
        None,
    ),
    Case(
        "flag that is only ever set starts unset",
        """
def known(name, names):
    for other in names:
        if other == name:
            found = True
    return found
""",
        'known("a", [])',
        ("+    found = False",),
        False,
    ),
    Case(
        "name of the module is declared global",
        "COUNT = 0\n\n\ndef tick():\n    COUNT += 1\n    return COUNT\n",
        "tick()",
        ("+    global COUNT",),
        1,
    ),
    Case(
        "column of nearly this name",
        """
import sqlite3

DATA = sqlite3.connect(":memory:")
DATA.execute("CREATE TABLE houses (id INTEGER, price_eur REAL)")


def prices():
    return DATA.execute("SELECT id, price FROM houses WHERE price > 3").fetchall()
""",
        "prices()",
        (
            '-    return DATA.execute("SELECT id, price FROM houses WHERE price > 3").fetchall()',
            '+    return DATA.execute("SELECT id, price_eur FROM houses WHERE price_eur > 3").fetchall()',
        ),
        [],
    ),
]


@named(CASES)
def test_names(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("no name is like it", "def f(width):\n    return width * zoom\n", "f(1)", "undefined-name"),
        Silent(
            "no attribute is like it", HOUSE + "\ndef f(house):\n    return house.colour\n", "f(House())", "attribute"
        ),
        Silent(
            "variable without any hint of a start value",
            'def f(kind):\n    if kind == "a":\n        rate = 2\n    return rate * 2\n',
            'f("b")',
            "unbound",
        ),
        Silent(
            "function that takes no such thing",
            "def f(a):\n    return a\n\n\ndef g():\n    return f(zoom=1)\n",
            "g()",
            "arguments",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
