"""What a cached function gives out stays whole: whoever takes something out of it takes it out of a copy."""

from __future__ import annotations

import ast

import pytest

from arbase.workspace.lent import takings
from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HOURS = """
from functools import lru_cache

CLOSED = ("wed",)


@lru_cache(maxsize=None)
def hours():
    return {"north": {"mon": (8, 12), "wed": (8, 18)}}


def week(site, summer=False):
    found = hours().get(site)
    if summer:
        for day in CLOSED:
            del found[day]
    return sorted(found)


def both(site):
    return week(site, summer=True), week(site, summer=True)
"""

TARIFF = """
import functools


@functools.cache
def tariff(route):
    return {"fee": 2, "adult": 10}


def plain(prices):
    prices.pop("fee")
    return prices


def total(route):
    prices = tariff(route)
    return prices["fee"] + sum(plain(prices).values())


def twice(route):
    return total(route), total(route)
"""

REGIONS = """
from functools import cache


@cache
def regions():
    return tuple({"slug": slug, "outline": [1]} for slug in "ab")


def compact(region):
    region.pop("outline")
    return region


def listed():
    return [compact(region) for region in regions()]


def again():
    return listed() and listed()
"""

INNER = """
from functools import cache

DEFAULTS = {"fees": {"booking": 1, "night": 2}}


@cache
def tariff(route):
    return {"fees": {"booking": 1, "night": 2}, "stops": [{"name": "A", "fee": 1}]}


def plain(route):
    rates = dict(tariff(route))
    rates["fees"].pop("booking")
    return rates["fees"]


def stops(route):
    rows = list(tariff(route)["stops"])
    for row in rows:
        row.pop("fee")
    return rows


def again(call):
    return call("x") and call("x")
"""

RATES = """
_rates = {}


def rates(year):
    if year not in _rates:
        table = {}
        for kind, age, price in (("ski", "adult", 9), ("ski", "child", 5), ("sled", "adult", 4)):
            table.setdefault(kind, {})[age] = price
        _rates[year] = table
    return _rates[year]


def board(year):
    rows = []
    for kind, ages in sorted(rates(year).items()):
        adult = ages.pop("adult")
        rows.append((kind, adult, list(ages)))
    return rows


def price(year, kind):
    return rates(year)[kind]["adult"]


def after_the_board(year):
    return board(year) and price(year, "ski")
"""

TABLES = """
import pandas as pd

_made: dict[int, pd.DataFrame] = {}


def coming(hours):
    if hours not in _made:
        _made[hours] = pd.DataFrame({"expected": [1.0] * hours, "low": [0.5] * hours})
    return _made[hours]


def plain(found: pd.DataFrame, bands):
    if not bands:
        del found["low"]
    return list(found.columns)


def run():
    return plain(coming(3), False), [row["low"] for _, row in coming(3).iterrows()]
"""
HANDED_ON = """
import json
from functools import lru_cache


@lru_cache
def table():
    return {"north": {"base": 1, "per_bed": 2}, "south": {"base": 3, "per_bed": 4}}


def of(site):
    known = table()
    if site not in known:
        raise ValueError(site)
    return {}


def people(site, beds):
    found = of(site)
    return found["base"] + found["per_bed"] * beds


def parts(site, beds):
    shown = of(site)
    shown["beds"] = shown.pop("per_bed") * beds
    return shown


def both(site):
    return parts(site, 2), people(site, 2)
"""

LENT = [
    Case(
        "another function hands on a part of what is kept",
        HANDED_ON.replace("return {}", "return known[site]"),
        "both('north')",
        ("+    shown = dict(shown)",),
        ({"base": 1, "beds": 4}, 5),
    ),
    Case(
        "what a function keeps by hand is lent as well, also the values of its pairs in order",
        RATES,
        "after_the_board(1)",
        ("+        ages = dict(ages)",),
        9,
    ),
    Case(
        "so is what a global name holds once it was read",
        RATES.replace("_rates = {}", "_rates = None")
        .replace("    if year not in _rates:\n", "    global _rates\n    if _rates is None:\n")
        .replace("_rates[year]", "_rates"),
        "after_the_board(1)",
        ("+        ages = dict(ages)",),
        9,
    ),
    Case(
        "a copy of the first level becomes a deep one where a part loses something",
        INNER,
        "again(plain)",
        (
            "+from copy import deepcopy",
            "-    rates = dict(tariff(route))",
            "+    rates = deepcopy(tariff(route))",
        ),
        {"night": 2},
    ),
    Case(
        "a list of its own still has the rows of the cached one",
        INNER,
        "again(stops)",
        (
            "+from copy import deepcopy",
            '-    rows = list(tariff(route)["stops"])',
            '+    rows = deepcopy(tariff(route)["stops"])',
        ),
        [{"name": "A"}],
    ),
    Case(
        "so do copies of constants",
        INNER.replace("dict(tariff(route))", "DEFAULTS.copy()"),
        "again(plain)",
        ("+from copy import deepcopy", "-    rates = DEFAULTS.copy()", "+    rates = deepcopy(DEFAULTS)"),
        {"night": 2},
    ),
    Case(
        "days are taken out of a copy of cached hours",
        HOURS,
        'both("north")',
        ("+            found = dict(found)",),
        (["mon"], ["mon"]),
    ),
    Case(
        "columns are taken out of a copy of a table",
        TABLES,
        "run()",
        ("+        found = found.copy()",),
        (["expected"], [0.5, 0.5, 0.5]),
    ),
    Case(
        "a function that takes a key out of what it is handed does so with a copy",
        TARIFF,
        'twice("x")',
        ("+    prices = dict(prices)",),
        (12, 12),
    ),
    Case(
        "each item of a cached list is copied before a part of it is taken",
        REGIONS,
        "again()",
        ("+    region = dict(region)",),
        [{"slug": "a"}, {"slug": "b"}],
    ),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('found.drop(columns=["low", "high"], inplace=True)', ["low", "high"]),
        ('found.drop(columns="low", inplace=True)', ["low"]),
        ('found = found.drop(columns=["low"])', []),
        ("found.drop(rows, inplace=True)", []),
    ],
)
def test_columns_are_taken_out_only_in_place(text, keys):
    taken = [key for _, key in takings(ast.parse(text).body[0])]
    assert [key.value for key in taken if isinstance(key, ast.Constant)] == keys


@named(LENT)
def test_what_a_cached_function_lends_stays_whole(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a deep copy lends nothing",
            INNER.replace("from functools", "from copy import deepcopy\nfrom functools")
            .replace("dict(tariff(route))", "deepcopy(tariff(route))")
            .replace('pop("booking")', 'pop("gone")'),
            "plain(1)",
            "lent",
        ),
        Silent(
            "a constant that nobody copied may be what is kept on purpose",
            INNER.replace("dict(tariff(route))", "DEFAULTS"),
            "again(plain)",
            "lent",
        ),
        Silent(
            "what a loop takes out for the sake of its list is not put right by a copy of the item",
            RATES.replace("    rows = []\n", "    rows = rates(year)\n")
            .replace("sorted(rates(year).items())", "rows.items()")
            .replace("adult = ages.pop", "ages.pop")
            .replace("        rows.append((kind, adult, list(ages)))\n", ""),
            "after_the_board(1)",
            "lent",
        ),
        Silent(
            "a name that is filled anew for every caller lends nothing",
            RATES.replace("    if year not in _rates:\n", "    if year:\n").replace('["adult"]', '["senior"]'),
            "price(1, 'ski')",
            "lent",
        ),
        Silent(
            "what is made anew for every caller is its own",
            HOURS.replace("@lru_cache(maxsize=None)\n", "").replace('("wed",)', '("wed", "sun")'),
            'week("north", True)',
            "lent",
        ),
        Silent(
            "a copy is a caller's own",
            TARIFF.replace("prices = tariff(route)", "prices = dict(tariff(route))").replace('["fee"]', '["tax"]'),
            'total("x")',
            "lent",
        ),
    ]
)
def test_what_nobody_lends_is_not_copied(case, tmp_path):
    check_silent(case, tmp_path)


def test_what_is_handed_on_as_a_copy_is_not_lent(tmp_path):
    app = HANDED_ON.replace("return {}", "return dict(known[site])").replace(
        "return parts(site, 2), people(site, 2)", "return parts(site, 2)['per_bed']"
    )
    check_silent(Silent("a copy", app, "both('north')", "lent"), tmp_path)
