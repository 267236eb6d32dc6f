from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.event import Frame, RaisedException
from arbase.investigate.calls import calls_of
from arbase.investigate.regression import write_test
from arbase.verify.mutations import mutations
from tests.fakes import an_event
from tests.small_services import PLAIN_ASGI, described, write

MODULE = """
from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Line:
    sku: str
    price: Decimal


class Basket:
    def __init__(self, owner="nobody"):
        self.owner = owner

    def share(self, people):
        return 10 / people

    @classmethod
    def of(cls, owner):
        return {}[owner]

    @staticmethod
    def half(number):
        return number / 0


class Bound:
    def __init__(self, address):
        self.address = address

    def send(self, text):
        return text["x"]


def first(values, *, default=None):
    return values[0]


def price(line: Line):
    return line.price["x"]


async def later(key):
    return {}[key]


def stream(rows):
    for row in rows:
        yield row["x"]


def outer(number):
    def inner(value):
        return value / 0

    return inner(number)
"""


def code_of(tree: Path, function: str, line_of: str, variables: dict[str, Any]) -> str | None:
    (tree / "shop").mkdir(exist_ok=True)
    (tree / "shop" / "__init__.py").write_text("")
    (tree / "shop" / "orders.py").write_text(MODULE)
    line = next(number for number, text in enumerate(MODULE.split("\n"), 1) if line_of in text)
    frame = Frame(path="shop/orders.py", function=function, line=line, variables=variables)
    event = an_event(exceptions=(RaisedException(type="KeyError", message="'x'", frames=(frame,)),))
    found = calls_of(event, tree, (".",))
    return found[0].stimulus.command[2] if found else None


@pytest.mark.parametrize(
    ("function", "line", "variables", "call"),
    [
        ("first", "values[0]", {"values": []}, "first(values=[])"),
        ("first", "values[0]", {"values": [1, "'a'"], "default": None}, "first(values=[1, 'a'], default=None)"),
        ("first", "values[0]", {"values": {"a": "'b'", "'c d'": 2.5}}, "first(values={'a': 'b', 'c d': 2.5})"),
        ("first", "values[0]", {"values": "datetime.date(2026, 1, 31)"}, "first(values=datetime.date(2026, 1, 31))"),
        (
            "price",
            'line.price["x"]',
            {"line": "Line(sku='a', price=Decimal('1.5'))"},
            "price(line=Line(sku='a', price=Decimal('1.5')))",
        ),
        (
            "share",
            "10 / people",
            {"self": "<shop.orders.Basket object at 0x7f>", "people": 0},
            "Basket().share(people=0)",
        ),
        ("of", "{}[owner]", {"cls": "<class 'Basket'>", "owner": "'me'"}, "Basket.of(owner='me')"),
        ("half", "number / 0", {"number": 3}, "Basket.half(number=3)"),
        ("later", "{}[key]", {"key": "'k'"}, "asyncio.run(later(key='k'))"),
        ("stream", 'row["x"]', {"rows": [{}]}, "list(stream(rows=[{}]))"),
    ],
)
def test_function_is_called_with_what_the_frame_captured(tmp_path, function, line, variables, call):
    code = code_of(tmp_path, function, line, variables)
    assert code is not None
    assert ast.parse(code)
    assert code.rstrip().splitlines()[-1] == call


@pytest.mark.parametrize(
    ("function", "line", "variables"),
    [
        ("first", "values[0]", {}),
        ("first", "values[0]", {"default": 1}),
        ("first", "values[0]", {"values": "[Filtered]"}),
        ("first", "values[0]", {"values": "[1, 2, ..."}),
        ("first", "values[0]", {"values": "__import__('os').system('id')"}),
        ("first", "values[0]", {"values": "Popen('id')"}),
        ("first", "values[0]", {"values": "[x for x in (1, 2)]"}),
        ("send", 'text["x"]', {"self": "<shop.orders.Bound object at 0x7f>", "text": "'a'"}),
        ("inner", "value / 0", {"value": 1}),
    ],
)
def test_what_cannot_be_written_down_or_must_not_is_not_called(tmp_path, function, line, variables):
    assert code_of(tmp_path, function, line, variables) is None


def test_test_of_a_call_runs_it_in_a_process_of_its_own(tmp_path):
    tree = write(tmp_path / "service", PLAIN_ASGI)
    frame = Frame(path="shop/pricing.py", function="quote", line=12, variables={"key": "'b'"})
    event = an_event(exceptions=(RaisedException(type="KeyError", message="'price'", frames=(frame,)),))
    stimulus = calls_of(event, tree, (".",))[0].stimulus
    source = write_test(stimulus, described(tree), None, incident_id="abc", seen="KeyError in Store.price")
    assert "def test_quote_does_not_raise():" in source
    assert "        'from shop.pricing import quote\\n'\n" in source
    assert "quote(key='b')" in source
    assert "    assert run.returncode == 0" in source
    assert ast.parse(source)


def test_neighbours_of_a_call_are_the_call_with_other_values(tmp_path):
    frame = Frame(path="shop/pricing.py", function="quote", line=12, variables={"key": "'b'", "count": 3})
    event = an_event(exceptions=(RaisedException(type="KeyError", message="'price'", frames=(frame,)),))
    stimulus = calls_of(event, write(tmp_path, PLAIN_ASGI), (".",))[0].stimulus
    changed = {mutation.stimulus.command[2].splitlines()[-1] for mutation in mutations(stimulus)}
    assert "quote(key='b', count=0)" in changed
    assert "quote(key='abc', count=3)" in changed
    assert all(ast.parse(one) for one in changed)
