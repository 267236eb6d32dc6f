"""Amounts: how they are read, rounded and written."""
from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LIMIT = Decimal("1000000")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def text(value: Decimal) -> str:
    """As it is written in JSON, CSV and on paper."""
    return f"{rounded(value):f}"


def parse(written: str) -> Decimal:
    """Reads `1234.50`, `1.234,50` and `€ 12,5`; ValueError when that is no amount we deal in.

    Merchants and customers write what they like: everything that is not a number between 0 and a million is refused here, so that nobody
    else needs to ask.
    """
    cleaned = written.strip().removeprefix("€").replace("\u00a0", "").strip()
    if "," in cleaned:
        cleaned = cleaned.replace(".", "").replace(",", ".")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise ValueError(f"not an amount: {written!r}") from None
    if not value.is_finite() or not 0 <= value < LIMIT:
        raise ValueError(f"not an amount: {written!r}")
    return rounded(value)
