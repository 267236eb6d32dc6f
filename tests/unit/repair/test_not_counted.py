"""Loops over records that speak of what a table leaves out."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SALES = '''
from dataclasses import dataclass


@dataclass
class Shop:
    code: str
    closed: bool = False


SHOPS = [Shop("a"), Shop("b", True), Shop("c")]
SALES = [("a", "c", 5), ("b", "a", 7), ("c", "c", 1)]


def turnover():
    """By shop. Sales of a closed shop are left out."""
    sums = {shop.code: 0 for shop in SHOPS if not shop.closed}
    for seller, _, amount in SALES:
        sums[seller] += amount
    return sums


def transfers():
    # A transfer from or to a shop that is closed does not count.
    balance = {shop.code: 0 for shop in SHOPS if not shop.closed}
    for sale in SALES:
        amount = sale[2]
        balance[sale[0]] -= amount
        balance[sale[1]] += amount
    return balance

'''

CASES = [
    Case(
        "sales of a shop that is left out",
        SALES,
        "turnover()",
        ("+        if seller not in sums:", "+            continue"),
        {"a": 5, "c": 1},
    ),
    Case(
        "both ends of a transfer",
        SALES,
        "transfers()",
        ("+        if sale[0] not in balance or sale[1] not in balance:", "+            continue"),
        {"a": -5, "c": 5},
    ),
]

SILENT = [
    Silent("nobody says so", SALES.replace(" Sales of a closed shop are left out.", ""), "turnover()", "not-counted"),
    Silent(
        "something else is left out",
        SALES.replace("Sales of a closed shop", "Sales of nothing"),
        "turnover()",
        "not-counted",
    ),
    Silent("it is denied", SALES.replace("Sales of a", "Never sales of a"), "turnover()", "not-counted"),
    Silent(
        "all shops are in the table",
        SALES.replace(" if not shop.closed}", " if shop.code}").replace('Shop("b", True), ', ""),
        "turnover()",
        "not-counted",
    ),
    Silent(
        "something is done with each record before",
        SALES.replace("        sums[seller] +=", "        print(amount)\n        sums[seller] +="),
        "turnover()",
        "not-counted",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_the_record_may_count(case, tmp_path):
    check_silent(case, tmp_path)
