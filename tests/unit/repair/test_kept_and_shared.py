"""Iterators that are kept, records that are only borrowed, and values that are made as the repository says."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PRICES = """
def known(prices):
    return (price for price in prices if price)


def span(prices):
    asked = known(prices)
    low = min(asked)
    return max(asked) - low
"""

TEMPERATURES = """
def highest(values):
    return max(values)


def report(values):
    days = sum(1 for _ in values)
    return days, highest(values)


def warmest(days):
    return report(day["high"] for day in days)


def spread(days):
    return _spread(day["high"] for day in days)


def _spread(values):
    low = min(values)
    return max(values) - low
"""

KEPT = [
    Case(
        "what only its run-time type shows to be an iterator is kept in a list",
        PRICES,
        "span([3, 0, 5])",
        ("-    asked = known(prices)", "+    asked = list(known(prices))"),
        2,
    ),
    Case(
        "an iterator that came through a parameter is kept where it is read twice",
        TEMPERATURES,
        'spread([{"high": 12}, {"high": 19}])',
        ("+    values = list(values)",),
        7,
    ),
    Case(
        "a function that hands an iterator down after it has read it keeps it",
        TEMPERATURES,
        'warmest([{"high": 12}, {"high": 19}])',
        ("+    values = list(values)",),
        (2, 19),
    ),
]


@named(KEPT)
def test_what_can_be_read_only_once_is_kept(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a list that is empty has not run out",
            PRICES.replace("(price for price in prices if price)", "[price for price in prices if price]"),
            "span([0])",
            "exhausted",
        ),
        Silent(
            "an iterator that is read for the first time was empty",
            TEMPERATURES.replace("    low = min(values)\n", "    low = 0\n"),
            "spread([])",
            "exhausted",
        ),
    ]
)
def test_what_was_empty_from_the_start_is_no_iterator_that_ran_out(case, tmp_path):
    check_silent(case, tmp_path)


FEES = """
TICKETS = {"adult": {"price": 5, "service": 1}}
ROWS = [{"seat": "A1", "owner": "Ada"}]


def shown(kind):
    fees = TICKETS[kind]
    service = fees.pop("service")
    return {"sum": sum(fees.values()) + service}


def bill(kind):
    first = shown(kind)
    return first["sum"] - TICKETS[kind]["service"]


def hidden(rows):
    for row in rows:
        del row["owner"]
    return rows


def plan():
    hidden(ROWS)
    return [row["owner"] for row in ROWS]
"""

BORROWED = [
    Case(
        "a key is taken out of a copy of what others read as well",
        FEES,
        'bill("adult")',
        ("-    fees = TICKETS[kind]", "+    fees = dict(TICKETS[kind])"),
        5,
    ),
    Case(
        "a key is taken out of copies of rows that others read as well",
        FEES,
        "plan()",
        ("+    rows = [dict(row) for row in rows]",),
        ["Ada"],
    ),
]


@named(BORROWED)
def test_what_is_only_borrowed_stays_whole(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nobody takes the key that is missing",
            FEES.replace('TICKETS[kind]["service"]', 'TICKETS[kind]["tax"]'),
            'bill("adult")',
            "shared",
        ),
        Silent(
            "what is taken from is made on the spot",
            FEES.replace("fees = TICKETS[kind]", "fees = {**TICKETS[kind]}"),
            'TICKETS["adult"].clear() or bill("adult")',
            "shared",
        ),
    ]
)
def test_no_copy_is_made_of_what_nobody_takes_from(case, tmp_path):
    check_silent(case, tmp_path)


TICKETS = """
from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Ticket:
    seat: str
    price: Decimal


def with_service(ticket):
    return Decimal("1.50") + ticket.price


"""
CONVERTED = """def money(value) -> Decimal:
    return Decimal(str(value))


def from_file(row):
    return Ticket(row["seat"], money(row["price"]))


def discount(row):
    return money(row["off"])


"""

DECLARED = [
    Case(
        "a field is made by the function that makes such fields of rows elsewhere",
        TICKETS
        + CONVERTED
        + 'def from_api(row):\n    return Ticket(row["seat"], row["price"])\n\n\n'
        + "def cost(row):\n    return str(Decimal(1) + from_api(row).price)\n",
        'cost({"seat": "A1", "price": 2.5})',
        (
            '-    return Ticket(row["seat"], row["price"])',
            '+    return Ticket(row["seat"], money(row["price"]))',
        ),
        "3.5",
        among=3,
    ),
    Case(
        "an object that prints a field of another type is built with the declared one",
        TICKETS + 'def from_api(row):\n    return Ticket(row["seat"], row["price"])\n',
        'str(with_service(from_api({"seat": "A1", "price": 2.5})))',
        (
            '-    return Ticket(row["seat"], row["price"])',
            '+    return Ticket(row["seat"], Decimal(str(row["price"])))',
        ),
        "4.00",
        among=3,
    ),
]


@named(DECLARED)
def test_a_field_is_filled_with_what_it_is_declared_as(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a whole number is a number as well",
            TICKETS.replace("price: Decimal", "price: float")
            + 'def tag(row):\n    ticket = Ticket(row["seat"], row["price"])\n    return ticket.seat + ticket.price\n',
            'tag({"seat": "A1", "price": 2})',
            "declared-type",
        ),
    ]
)
def test_a_field_of_its_declared_type_stays(case, tmp_path):
    check_silent(case, tmp_path)


HOOK = """
import json
from datetime import date
from decimal import Decimal


def plain(value):
    match value:
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"cannot write {value!r}")


def written(order):
    return json.dumps(order, default=plain)
"""

WRITTEN = [
    Case(
        "a function that matches what JSON has not learns another type",
        HOOK,
        'written({"total": Decimal("2.50")})',
        ("+            if isinstance(value, Decimal):", "+                return str(value)"),
        '{"total": "2.50"}',
    ),
]


@named(WRITTEN)
def test_what_json_has_not_is_written_where_the_others_are(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the function matches something else than its parameter",
            HOOK.replace("match value:", "match str(value):").replace("case date():", 'case "":'),
            'written({"total": Decimal("2.50")})',
            "serialisation",
        ),
        Silent("it is not known how such a thing is written", HOOK, 'written({"total": 1j})', "serialisation"),
    ]
)
def test_nothing_is_written_by_a_function_that_is_for_something_else(case, tmp_path):
    check_silent(case, tmp_path)


STATIONS = """
from dataclasses import dataclass
from pathlib import Path

PLACE = Path(__file__).with_name("stations.csv")


@dataclass
class Source:
    path: Path
    file_encoding: str


def read(source):
    source.path.write_bytes("T\\u00f8nsberg".encode(source.file_encoding))
    return source.path.read_text(encoding="utf-8")
"""

ENCODED = [
    Case(
        "a file is read as the setting for such files says",
        STATIONS,
        'read(Source(PLACE, "latin-1"))',
        (
            '-    return source.path.read_text(encoding="utf-8")',
            "+    return source.path.read_text(encoding=source.file_encoding)",
        ),
        "Tønsberg",
    ),
]


@named(ENCODED)
def test_the_setting_for_an_encoding_is_read(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "no attribute is named as an encoding",
            STATIONS.replace("file_encoding", "written_as"),
            'read(Source(PLACE, "latin-1"))',
            "encoding",
        ),
    ]
)
def test_no_setting_is_guessed(case, tmp_path):
    check_silent(case, tmp_path)


LOANS = """
from datetime import UTC, datetime


def aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def due(loan):
    return aware(datetime.fromisoformat(loan["due"]))


def is_lent(loan, now):
    begin, end = datetime.fromisoformat(loan["from"]), datetime.fromisoformat(loan["end"])
    return begin <= now < end


def is_late(loan, now):
    end = datetime.fromisoformat(loan["end"])
    return now > end
"""

ZONES = [
    Case(
        "moments that come together get their zone by the function for it",
        LOANS,
        'is_lent({"from": "2024-05-01", "end": "2024-06-01"}, datetime(2024, 5, 9, tzinfo=UTC))',
        (
            '-    begin, end = datetime.fromisoformat(loan["from"]), datetime.fromisoformat(loan["end"])',
            '+    begin, end = aware(datetime.fromisoformat(loan["from"])), aware(datetime.fromisoformat(loan["end"]))',
        ),
        True,
    ),
    Case(
        "a moment gets its zone by the function for it",
        LOANS,
        'is_late({"end": "2024-06-01"}, datetime(2024, 5, 9, tzinfo=UTC))',
        (
            '-    end = datetime.fromisoformat(loan["end"])',
            '+    end = aware(datetime.fromisoformat(loan["end"]))',
        ),
        False,
    ),
    Case(
        "a function that nobody calls is no habit",
        LOANS.replace('aware(datetime.fromisoformat(loan["due"]))', 'datetime.fromisoformat(loan["due"])'),
        'is_late({"end": "2024-06-01"}, datetime(2024, 5, 9, tzinfo=UTC))',
        (
            '-    end = datetime.fromisoformat(loan["end"])',
            '+    end = datetime.fromisoformat(loan["end"]).replace(tzinfo=UTC)',
        ),
        False,
    ),
]


@named(ZONES)
def test_a_zone_comes_from_the_function_for_it(case, tmp_path):
    check(case, tmp_path)
