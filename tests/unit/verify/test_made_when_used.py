"""What was kept may be made where it is used: the expression moves, and nothing else may go."""

from __future__ import annotations

import pytest

from arbase.verify.change import ChangedFile
from arbase.verify.made_when_used import is_made_when_used

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
