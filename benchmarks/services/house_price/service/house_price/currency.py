"""Currencies: conversion at the month's fixed rates, rounding, and amounts as people write them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

# Units of the currency for one euro, fixed for a month so that reports can be repeated.
RATES = {"EUR": 1.0, "USD": 1.12, "GBP": 0.85, "PLN": 4.28, "CHF": 0.96, "JPY": 164.0}
DECIMALS = {"JPY": 0}
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "¥": "JPY"}


class UnknownCurrency(ValueError):
    """A currency without a rate."""


def code(text: str) -> str:
    """The currency's code in capitals. Raises UnknownCurrency."""
    wanted = text.strip().upper()
    if wanted not in RATES:
        raise UnknownCurrency(f"unknown currency {text!r}, known are {', '.join(sorted(RATES))}")
    return wanted


def rate(source: str, target: str) -> float:
    """How many units of `target` one unit of `source` is."""
    return RATES[code(target)] / RATES[code(source)]


def rounded(amount: float, currency: str) -> float:
    """`amount` with the decimals of its currency, halves up."""
    step = Decimal(1).scaleb(-DECIMALS.get(code(currency), 2))
    return float(Decimal(str(amount)).quantize(step, rounding=ROUND_HALF_UP))


def convert(amount: float, source: str, target: str) -> float:
    """`amount` in the target currency, rounded."""
    return rounded(amount * rate(source, target), target)


def parse_amount(text: str) -> tuple[float, str | None]:
    """An amount as people write it, and its currency where a sign or code says so.

    `245.000,50 EUR`, `€245,000.50`, `1 250 000 zł` and `245000` are understood. Raises ValueError.
    """
    found = None
    for sign, currency in SYMBOLS.items():
        if sign in text:
            found, text = currency, text.replace(sign, " ")
    letters = re.search(r"[A-Za-z]{3}", text)
    if letters:
        found, text = code(letters.group()), text.replace(letters.group(), " ")
    digits = re.sub(r"[\s']", "", text)
    decimal = re.fullmatch(r"(-?[\d.,]*?)(?:[.,](\d{1,2}))?", digits)
    if not digits or decimal is None:
        raise ValueError(f"not an amount: {text.strip()!r}")
    whole = re.sub(r"[.,]", "", decimal.group(1))
    return float(f"{whole}.{decimal.group(2) or 0}"), found
