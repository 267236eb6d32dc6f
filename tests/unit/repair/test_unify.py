"""Code is an instance of what a function does, or it is something else."""

from __future__ import annotations

import ast

import pytest

from arbase.repair.static.unify import unified, written_out


def _bound(core, code, *parameters):
    """What `unified` binds, as text; None where it refuses."""
    found = unified(_expression(core), _expression(code), set(parameters))
    return None if found is None else {name: ast.unparse(node) for name, node in found.items()}


def _expression(text):
    return ast.parse(text, mode="eval").body


INSTANCES = [
    ("payload[key]", "row['name']", {"payload": "row", "key": "'name'"}),
    ("payload[key]", "row.get('name')", {"payload": "row", "key": "'name'"}),
    ("payload.get(key, None)", "row['name']", {"payload": "row", "key": "'name'"}),
    ("payload.amount * count", "ticket * 4", {"payload": "ticket", "count": "4"}),
    ("payload.amount * count", "ticket.amount * 4", {"payload": "ticket", "count": "4"}),
    ("combine(payload, key, UTC)", "combine(day, shop.opens)", {"payload": "day", "key": "shop.opens"}),
    ("round(payload, ndigits=key)", "round(wind, ndigits=1)", {"payload": "wind", "key": "1"}),
    ("payload + payload", "rain + rain", {"payload": "rain"}),
    ("combine(str(payload).strip(), key)", "combine(day, 1)", {"payload": "day", "key": "1"}),
]


@pytest.mark.parametrize(("core", "code", "bound"), INSTANCES)
def test_code_is_an_instance_of_what_a_function_does_with_its_parameters(core, code, bound):
    assert _bound(core, code, "payload", "key", "count") == bound


OTHERS = [
    ("payload + payload", "rain + wind"),
    ("payload * count", "rain + 2"),
    ("payload['name']", "row['title']"),
    ("LIMITS[key]", "rows['name']"),
    ("combine(payload)", "combine(day, clock)"),
    ("payload.get(key)", "card(row)"),
    ("combine(payload.strip(' '))", "combine(day)"),
    ("combine(payload, key)", "join(day, clock)"),
    ("combine(*payload)", "combine(day)"),
    ("payload(key)", "combine(day)"),
    ("round(payload)", "round(wind, ndigits=1)"),
    ("payload[key]", "row.get('name', 0)"),
    ("payload.amount", "ticket.price"),
    ("payload[key]", "not row"),
    ("payload.strip()", "combine(day)"),
    ("str(payload.key).lower()", "combine(day)"),
]


@pytest.mark.parametrize(("core", "code"), OTHERS)
def test_code_that_does_something_else_is_no_instance(core, code):
    assert _bound(core, code, "payload", "key", "count") is None


def test_a_name_that_is_no_parameter_stands_for_itself_only():
    assert _bound("payload[key]", "row['name']", "payload") is None
    assert _bound("payload[key]", "row[key]", "payload") == {"payload": "row"}


FUNCTION = """
def read(key, value):
    convert, needed = FIELDS[key]
    limit = LIMITS[key]
    limit = limit + 1
    return convert(value, limit)
"""


def test_names_that_are_given_once_are_written_out():
    function = ast.parse(FUNCTION).body[0]
    assert isinstance(function, ast.FunctionDef)
    written = written_out(_expression("convert(value, limit)"), function)
    assert written is not None
    assert ast.unparse(written) == "FIELDS[key][0](value, limit)"
    assert written_out(_expression("card(value, limit)"), function) is None
