"""Energy and money. Energy is kept in whole Wh and told in kWh with one decimal; money has two. Halves go up."""
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")


def kwh(wh: int) -> Decimal:
    return (Decimal(wh) / 1000).quantize(_TENTH, ROUND_HALF_UP)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def spoken(amount: Decimal | str, currency: str) -> str:
    """For letters: `1.234,50 EUR`."""
    plain = f"{cents(Decimal(amount)):,.2f}"
    return plain.translate(str.maketrans(",.", ".,")) + f" {currency}"
