"""What the repository does elsewhere with care: functions of its own, steps beside the failing one, refused items."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

MEMBERS = """
def require(payload, key):
    if payload.get(key) is None:
        raise ValueError(f"{key} is missing")
    return payload[key]


def join(payload):
    try:
        return card(payload)
    except ValueError as error:
        return str(error)
"""

HOURS = """
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo


@dataclass
class Shop:
    opens: time
    closes: time
    zone: tzinfo


def local(day, clock, zone):
    return datetime.combine(day, clock, zone)


def first_train(shop, day):
    return local(day, time(5), shop.zone)


def is_open(shop, day, now):
    return datetime.combine(day, shop.opens) <= now < datetime.combine(day, shop.closes)
"""

MONEY = """
from dataclasses import dataclass


@dataclass
class Money:
    amount: float
    currency: str


def times(money, count):
    return Money(money.amount * count, money.currency)


def pair(ticket):
    return times(ticket, 2)
"""

DIG = """
def dig(mapping, *keys):
    for key in keys:
        mapping = mapping.get(key) if isinstance(mapping, dict) else None
    return mapping


def city(payload):
    return dig(payload, "address", "city")
"""

SHELF = """
class Missing(Exception):
    pass


class Shelf:
    def __init__(self):
        self.rows = [(1, "Emma")]

    def get(self, key):
        return next((name for number, name in self.rows if number == key), None)

    def require(self, key):
        for number, name in self.rows:
            if number == key:
                return name
        raise Missing(key)


def lend(shelf, key):
    return shelf.require(key) + " is lent"


def title(shelf, key):
    try:
        book = shelf.get(key)
        return book.upper()
    except Missing as error:
        return f"no book {error}"
"""

OWN = [
    Case(
        "an entry is asked for by the function that asks for the entry beside it",
        MEMBERS + 'def card(payload):\n    return require(payload, "name") + payload["city"]\n',
        'join({"name": "Ada"})',
        (
            '-    return require(payload, "name") + payload["city"]',
            '+    return require(payload, "name") + require(payload, "city")',
        ),
        "city is missing",
    ),
    Case(
        "the same mistake in the rest of the function is mended as well",
        MEMBERS + 'def card(payload):\n    at = payload["city"]\n    return require(payload, "name") + payload["id"]\n',
        'join({"name": "Ada"})',
        (
            '-    at = payload["city"]',
            '-    return require(payload, "name") + payload["id"]',
            '+    at = require(payload, "city")',
            '+    return require(payload, "name") + require(payload, "id")',
        ),
        "city is missing",
    ),
    Case(
        "what is done twice in a statement is done by the function both times, with what other calls hand over",
        HOURS,
        "is_open(Shop(time(8), time(18), UTC), date(2024, 5, 1), datetime(2024, 5, 1, 12, tzinfo=UTC))",
        (
            "-    return datetime.combine(day, shop.opens) <= now < datetime.combine(day, shop.closes)",
            "+    return local(day, shop.opens, shop.zone) <= now < local(day, shop.closes, shop.zone)",
        ),
        True,
    ),
    Case(
        "a function that takes a part of an object is given the object",
        MONEY + "def group(ticket, people):\n    return ticket * people\n",
        'group(Money(2.5, "EUR"), 4).amount',
        ("-    return ticket * people", "+    return times(ticket, people)"),
        10.0,
    ),
    Case(
        "nested entries are read by the function that reads such entries elsewhere",
        DIG + 'def street(payload):\n    return payload["address"]["street"]\n',
        'street({"name": "Ada"})',
        ('-    return payload["address"]["street"]', '+    return dig(payload, "address", "street")'),
        None,
    ),
    Case(
        "the method beside the one that gave None says what is wrong",
        SHELF,
        "title(Shelf(), 7)",
        ("-        book = shelf.get(key)", "+        book = shelf.require(key)"),
        "no book 7",
    ),
]


@named(OWN)
def test_the_function_of_the_repository_is_called(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a function that nobody calls is no habit",
            MEMBERS + 'def card(payload):\n    return payload["name"] + payload["city"]\n',
            'join({"name": "Ada"})',
            "own-function",
        ),
        Silent(
            "a function that is running does not call itself",
            "def read(payload, key):\n    return payload[key]\n\n\ndef card(payload):\n    return read(payload, 1)\n",
            "card({})",
            "own-function",
        ),
        Silent(
            "a function is called elsewhere on something else",
            MEMBERS
            + 'def shelve(book):\n    return require(book, "title")\n\n\n'
            + 'def card(payload):\n    return payload["city"]\n',
            "join({})",
            "own-function",
        ),
        Silent(
            "a method beside the one that gave None raises nothing",
            SHELF.replace("        raise Missing(key)", "        return None"),
            "title(Shelf(), 7)",
            "own-function",
        ),
    ]
)
def test_no_function_is_called_that_does_something_else(case, tmp_path):
    check_silent(case, tmp_path)


WEATHER = """
from statistics import mean


def cell(value):
    return "-" if value is None else f"{value:.1f}"


def summary(points):
    return dict(best=max(points) if points else None, usual=round(mean(points), 1))


def number(value):
    return 0.0 if value is None else value


def station(record):
    return record["city"].rstrip(b"\\xff").decode(), record["name"].decode()

"""

BESIDE = [
    Case(
        "an entry with a number's format goes through the function of the entry beside it, and keeps its width",
        WEATHER + "def line(row):\n    return f\"{cell(row['rain']):>6}|{row['wind']:>6.1f}|\"\n",
        "line({'rain': 2.0, 'wind': None})",
        (
            "-    return f\"{cell(row['rain']):>6}|{row['wind']:>6.1f}|\"",
            "+    return f\"{cell(row['rain']):>6}|{cell(row['wind']):>6}|\"",
        ),
        "   2.0|     -|",
    ),
    Case(
        "an entry of nothing goes through the function of the one beside it",
        WEATHER + "def both(row):\n    return number(row['rain']) + row['snow']\n",
        "both({'rain': 2.0, 'snow': None})",
        (
            "-    return number(row['rain']) + row['snow']",
            "+    return number(row['rain']) + number(row['snow'])",
        ),
        2.0,
    ),
    Case(
        "an argument has the condition of the argument beside it",
        WEATHER,
        "summary([])",
        (
            "-    return dict(best=max(points) if points else None, usual=round(mean(points), 1))",
            "+    return dict(best=max(points) if points else None, usual=round(mean(points), 1) if points else None)",
        ),
        {"best": None, "usual": None},
    ),
    Case(
        "a chain has the step of the chain beside it",
        WEATHER,
        'station({"city": b"Oslo", "name": b"North\\xff"})',
        (
            '-    return record["city"].rstrip(b"\\xff").decode(), record["name"].decode()',
            '+    return record["city"].rstrip(b"\\xff").decode(), record["name"].rstrip(b"\\xff").decode()',
        ),
        ("Oslo", "North"),
    ),
]


@named(BESIDE)
def test_what_is_beside_it_is_done_to_the_failing_part_too(case, tmp_path):
    check(case, tmp_path)


IMPORT = """
class RowError(Exception):
    pass


def load(rows):
    books, wrong = [], []
    for row in rows:
        try:
            if not row["title"]:
                raise RowError("no title")
            pages = int(row["page_count"])
            books.append((row["title"], pages))
        except RowError as error:
            wrong.append(str(error))
    return books, wrong
"""

ITEMS = [
    Case(
        "a wrong item is reported as the loop reports others, which are read all the same",
        IMPORT,
        'load([{"title": "Emma", "page_count": "many"}, {"title": "Ulysses", "page_count": "700"}])',
        (
            '-            pages = int(row["page_count"])',
            "+            try:",
            '+                pages = int(row["page_count"])',
            "+            except ValueError:",
            "+                raise RowError(f'invalid page count: {row[\"page_count\"]!r}') from None",
        ),
        ([("Ulysses", 700)], ["invalid page count: 'many'"]),
    ),
]


@named(ITEMS)
def test_one_wrong_item_of_many_is_refused_alone(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "there is no loop around it",
            IMPORT.replace("    for row in rows:", "    row = rows[0]\n    if row:"),
            'load([{"title": "Emma", "page_count": "many"}])',
            "item-refused",
        ),
        Silent(
            "nothing in the loop raises what it catches",
            IMPORT.replace('raise RowError("no title")', "continue"),
            'load([{"title": "Emma", "page_count": "many"}])',
            "item-refused",
        ),
        Silent(
            "the loop knows nothing of such a crash",
            IMPORT.replace("int(row", "10 // len(row"),
            'load([{"title": "Emma", "page_count": ""}])',
            "item-refused",
        ),
    ]
)
def test_nothing_is_refused_for_an_item_without_an_example(case, tmp_path):
    check_silent(case, tmp_path)


FARES = """
from dataclasses import dataclass


@dataclass
class Fare:
    amount: float
    currency: str


def fare(distance):
    return Fare(distance * 2.0, "EUR")


def label(distance):
    found = fare(distance)
    return f"{found.amount} {found.currency}"


def dearer(one, other):
    return fare(one).amount > fare(other).amount
"""

PARTS = [
    Case(
        "of a call's result the part is read that most others read",
        FARES + "def both(one, other):\n    return 1.0 + fare(one)\n",
        "both(1, 2)",
        ("-    return 1.0 + fare(one)", "+    return 1.0 + fare(one).amount"),
        3.0,
    ),
    Case(
        "the part is taken where the result gets its name",
        FARES[: FARES.index("def dearer")] + "def twice(one):\n    price = fare(one)\n    return price * 2\n",
        "twice(1)",
        ("-    price = fare(one)", "+    price = fare(one).amount"),
        4.0,
    ),
]


@named(PARTS)
def test_the_part_of_a_result_is_read(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nobody reads a part of the result",
            FARES[: FARES.index("def label")] + "def twice(one):\n    return 2 + fare(one)\n",
            "twice(1)",
            "part-of-result",
        ),
    ]
)
def test_no_part_is_guessed(case, tmp_path):
    check_silent(case, tmp_path)
