"""Amounts: always Decimal, always rounded to what the currency can pay."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from expense_report.errors import Invalid

DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "TND": 3, "KWD": 3}
LARGEST = Decimal("1000000")


def digits(currency: str) -> int:
    """How many digits a currency has after the point."""
    return DIGITS.get(currency, 2)


def round_to(amount: Decimal, currency: str) -> Decimal:
    """The amount in the smallest coin of the currency; halves go up, as accounting wants it."""
    return amount.quantize(Decimal(1).scaleb(-digits(currency)), rounding=ROUND_HALF_UP)


def parse_amount(value: Any, currency: str, *, field: str = "amount") -> Decimal:
    """A positive amount from client input: text or a JSON number. Raises Invalid."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Invalid(f"{field} must be a number or text.", field=field)
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise Invalid(f"{field} is not a number: {value!r}.", field=field) from error
    if not amount.is_finite() or not 0 < amount <= LARGEST:
        raise Invalid(f"{field} must be above 0 and at most {LARGEST}.", field=field)
    rounded = round_to(amount, currency)
    if rounded != amount:
        raise Invalid(f"{field} has more digits than {currency} can pay.", field=field)
    return rounded


def total(amounts: list[Decimal], currency: str) -> Decimal:
    """The sum, rounded; of nothing it is 0.00."""
    return round_to(sum(amounts, Decimal(0)), currency)


def show(amount: Decimal, currency: str) -> str:
    """For people: `1,234.50 EUR`."""
    return f"{round_to(amount, currency):,} {currency}"
