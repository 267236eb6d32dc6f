"""What the neighbours fall back on: entries of the same name, looked-up parts, figures; and where a cycle ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CHANGE = """
class Item:
    def __init__(self, name, price):
        self.name = name
        self.price = price


def changed(item, change):
    name = change.get("name", item.name)
    price = change["price"]
    return name, price
"""
TABLE = """
DEFAULTS = {"timeout": 10, "retries": 2}


def load(given):
    return {"timeout": given.get("timeout", DEFAULTS["timeout"]), "retries": given["retries"]}
"""
NESTED = """
def city(profile):
    return profile.get("address").get("city", "")
"""
SUMMED = """
class Line:
    def __init__(self, price, discount=None):
        self.price = price
        self.discount = discount

    def net(self):
        return self.price - (self.discount or 0)


def savings(lines):
    return sum(line.discount for line in lines)
"""
PATH = '''
PARENT = {"a": "a"}


def path(name):
    """Names down to the category; a circle ends the path."""
    parent = PARENT.get(name)
    if parent is None:
        return [name]
    return path(parent) + [name]
'''
CASES = [
    Case(
        "the attribute of the same name",
        CHANGE,
        'changed(Item("a", 3), {"name": "b"})',
        ('-    price = change["price"]', '+    price = change.get("price", item.price)'),
        ("b", 3),
    ),
    Case(
        "the entry of a table",
        TABLE,
        "load({})",
        (
            '-    return {"timeout": given.get("timeout", DEFAULTS["timeout"]), "retries": given["retries"]}',
            '+    return {"timeout": given.get("timeout", DEFAULTS["timeout"]),'
            ' "retries": given.get("retries", DEFAULTS["retries"])}',
        ),
        {"timeout": 10, "retries": 2},
    ),
    Case(
        "a part of a part",
        NESTED,
        "city({})",
        (
            '-    return profile.get("address").get("city", "")',
            '+    return (profile.get("address") or {}).get("city", "")',
        ),
        "",
    ),
    Case(
        "a figure in a sum",
        SUMMED,
        "savings([Line(5), Line(6, 2)])",
        (
            "-    return sum(line.discount for line in lines)",
            "+    return sum(line.discount or 0 for line in lines)",
        ),
        2,
    ),
    Case(
        "a circle that ends as the root does",
        PATH,
        'path("a")',
        (
            "-def path(name):",
            "+def path(name, seen=frozenset()):",
            "-    if parent is None:",
            "+    seen |= {name}",
            "+    if parent is None or parent in seen:",
            "-    return path(parent) + [name]",
            "+    return path(parent, seen=seen) + [name]",
        ),
        ["a"],
    ),
]
SILENT = [
    Silent(
        "nothing has an attribute of that name",
        CHANGE.replace("self.price = price", "self.cents = price"),
        'changed(Item("a", 3), {})',
        "own-fallback",
    ),
    Silent(
        "the neighbours fall back on different things",
        CHANGE.replace("    price = change", '    note = change.get("name", other.name)\n    price = change').replace(
            "def changed(item, change)", "def changed(item, change, other=Item(1, 2))"
        ),
        'changed(Item("a", 3), {})',
        "own-fallback",
    ),
    Silent("the table lacks it as well", TABLE.replace(', "retries": 2}', "}"), "load({})", "own-fallback"),
    Silent(
        "what is looked up is a record",
        NESTED.replace('get("address")', "get(profile_id)").replace("city(profile)", "city(profile, profile_id=1)"),
        "city({})",
        "null-part",
    ),
    Silent(
        "nobody takes it for 0", SUMMED.replace("(self.discount or 0)", "1"), "savings([Line(5)])", "average-of-known"
    ),
    Silent(
        "a cycle is an error", PATH.replace("a circle ends the path", "a circle is an error"), 'path("a")', "recursion"
    ),
]


@named(CASES)
def test_what_is_missing_is_as_the_neighbours_have_it(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_without_such_a_neighbour_nothing_is_drafted(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
