"""Numbers whose digits are written in groups."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a docstring shows the groups",
        '''
def litres(text):
    """Litres of a tank, written like `12.500,5`."""
    return float(text.replace(",", "."))
''',
        'litres("1.012.500,5")',
        (
            '-    return float(text.replace(",", "."))',
            '+    return float(text.replace(".", "").replace(",", "."))',
        ),
        1012500.5,
    ),
    Case(
        "spaces that do not break",
        """
from decimal import Decimal


def total(rows):
    amount = Decimal(0)
    for row in rows:
        price = row["price"].strip().replace(",", ".")
        amount += Decimal(price)
    return str(amount)
""",
        'total([{"price": "1\\u202f234,50"}, {"price": "0,5"}])',
        (
            '-        price = row["price"].strip().replace(",", ".")',
            '+        price = row["price"].strip().replace("\\u202f", "").replace(",", ".")',
        ),
        "1235.00",
    ),
    Case(
        "both signs in the text",
        """
def paid(line):
    name, amount = line.split(";")
    return name, float(amount)
""",
        'paid("rent;12,345.60")',
        (
            "-    return name, float(amount)",
            '+    return name, float(amount.replace(",", ""))',
        ),
        ("rent", 12345.6),
    ),
    Case(
        "whole numbers, as a comment shows",
        """
def inhabitants(row):
    # 1,234,567
    return int(row["count"])
""",
        'inhabitants({"count": "83,200"})',
        (
            '-    return int(row["count"])',
            '+    return int(row["count"].replace(",", ""))',
        ),
        83200,
    ),
]
SILENT = [
    Silent(
        "a comma may be the decimal sign",
        """
def weight(text):
    return float(text)
""",
        'weight("1,234")',
        "grouped-digits",
    ),
    Silent(
        "a point may be the decimal sign as well",
        """
def weight(text):
    return float(text.replace(",", "."))
""",
        'weight("1.234,5")',
        "grouped-digits",
    ),
    Silent(
        "no groups of three",
        '''
def weight(text):
    """Tons like `1.234,5`."""
    return float(text.replace(",", "."))
''',
        'weight("1.2.2024")',
        "grouped-digits",
    ),
    Silent(
        "the docstring does not want them",
        '''
def weight(text):
    """Tons like `1234,5`; never in groups as in `1.234,5`."""
    return float(text.replace(",", "."))
''',
        'weight("1.234,5")',
        "grouped-digits",
    ),
    Silent(
        "what a client sends",
        API
        + """
@app.get("/weights")
def weights(text: str):
    return {"weight": float(text)}
""",
        "GET /weights?text=1,234.5",
        "grouped-digits",
    ),
]


@named(CASES)
def test_the_sign_that_only_groups_is_taken_out(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_taken_out_that_may_mean_something(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
