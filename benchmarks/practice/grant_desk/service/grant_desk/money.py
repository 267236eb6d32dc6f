"""Amounts: cents inside, decimal strings outside."""

from decimal import Decimal


def cents(amount: Decimal) -> int:
    return int(amount * 100)


def shown(amount: int | None) -> str | None:
    return None if amount is None else f"{Decimal(amount) / 100:.2f}"
