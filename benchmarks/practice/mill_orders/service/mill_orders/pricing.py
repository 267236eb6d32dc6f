"""Prices of a customer, and how we write money and weights."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from mill_orders.models import Customer, PriceRule, Product


def rules_of(customer: Customer) -> Sequence[PriceRule]:
    """The customer's rules, biggest quantity first; none without a price list."""
    price_list = customer.price_list
    if price_list is None:
        return []
    return sorted(price_list.rules, key=lambda rule: (rule.from_grams, rule.percent), reverse=True)


def percent_off(rules: Sequence[PriceRule], category: str, grams: int) -> int:
    fitting = [
        rule.percent for rule in rules if rule.category in (None, category) and grams >= rule.from_grams
    ]
    return max(fitting, default=0)


def unit_cents(rules: Sequence[PriceRule], product: Product, grams: int) -> int:
    """Price of a kilogram after the discount."""
    off = percent_off(rules, product.category, grams)
    return _round(Decimal(product.cents_per_kg) * (100 - off) / 100)


def line_cents(unit: int, grams: int) -> int:
    return _round(Decimal(unit) * grams / 1000)


def _round(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def format_cents(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def format_weight(grams: int) -> str:
    """1500 as 1.5 kg, 250 as 250 g."""
    if grams < 1000:
        return f"{grams} g"
    kilograms = (Decimal(grams) / 1000).normalize()
    return f"{kilograms:f} kg"


def parse_cents(written: str) -> int:
    """1,25 or 1.25 or 1.250,00 as in the price lists of the suppliers."""
    cleaned = written.replace("€", "").replace(" ", "")
    if "," in cleaned:
        cleaned = cleaned.replace(".", "").replace(",", ".")
    return _round(Decimal(cleaned) * 100)
