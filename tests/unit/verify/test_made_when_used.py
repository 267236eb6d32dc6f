"""What was kept may be made where it is used: the expression moves, and nothing else may go."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.change import ChangedFile
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.made_when_used import is_made_when_used
from tests.unit.verify.doubles import on_paper

BEFORE = """
class Book:
    def __init__(self, prices: Prices, day) -> None:
        self.prices = prices
        self.day = day

    def price(self, product):
        return self.prices.of(product, self.day)


def book():
    return keep(Book(Prices(get_db()), today()))
"""
AFTER = """
class Book:
    def __init__(self, day) -> None:
        self.day = day

    def price(self, product):
        return Prices(get_db()).of(product, self.day)


def book():
    return keep(Book(today()))
"""


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (BEFORE, AFTER, True),
        (BEFORE.replace("Prices(get_db()), today()", "prices=Prices(get_db()), day=today()"),
         AFTER.replace("today()", "day=today()"), True),
        (BEFORE, AFTER.replace("Prices(get_db()).of(product, self.day)", "None"), False),
        (BEFORE, AFTER.replace("Prices(get_db())", "Prices(other())"), False),
        (BEFORE, AFTER.replace("        self.day = day\n", "        pass\n"), False),
        (BEFORE, AFTER.replace("keep(Book(today()))", "Book(today())"), False),
        (BEFORE + "\n\nBook(None, None)\n", AFTER + "\n\nBook(None)\n", False),
        (BEFORE, BEFORE, False),
    ],
)  # fmt: skip
def test_nothing_but_the_expression_may_move(before: str, after: str, moved: bool) -> None:
    assert is_made_when_used(ChangedFile("app.py", before, after)) is moved


KEPT = BEFORE.replace("return keep(Book(Prices(get_db()), today()))", 'KEPT["book"] = Book(Prices(get_db()), today())')


@pytest.mark.parametrize(("given", "passed"), [("today()", True), ("None", False)])
def test_no_value_is_made_up_where_it_moves(given: str, passed: bool, tmp_path: Path) -> None:
    stage = on_paper(KEPT, 8, tmp_path, exception="ProgrammingError", message="Cannot operate on a closed database.")
    edits = [
        ("self, prices: Prices, day", "self, day"),
        ("        self.prices = prices\n", ""),
        ("self.prices.of", "Prices(get_db()).of"),
        ("Book(Prices(get_db()), today())", f"Book({given})"),
    ]
    result = MadeUpValueGate().check(stage.case(stage.candidate(*edits)))
    assert result.passed is passed, result.reason
