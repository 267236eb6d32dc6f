"""Amounts of money."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

def cents(amount: Decimal) -> Decimal:
    """Rounded to two places, half a cent upwards."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)

def total(amounts: Iterable[Decimal]) -> Decimal:
    """Sum of amounts; of none it is 0.00."""
    return sum(amounts, ZERO)

def parse(text: str) -> Decimal:
    """An amount as price lists write it: `39`, `39.00`, `39,00`, `EUR 39,00`. ValueError for anything else."""
    plain = text.strip().removeprefix("EUR").removeprefix("€").strip().replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"no amount: {text!r}") from None
    if not amount.is_finite() or amount < 0 or amount >= 100_000:
        raise ValueError(f"no amount: {text!r}")
    return cents(amount)

def show(amount: Decimal) -> str:
    """`1 234,50`, as receipts print it."""
    whole, _, fraction = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', ' ')},{fraction}"
