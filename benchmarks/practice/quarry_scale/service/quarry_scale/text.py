"""Letters for devices that know few of them, and money."""

import unicodedata
from decimal import Decimal


def plain(text: str) -> str:
    """A text in ASCII: letters without their accents."""
    apart = unicodedata.normalize("NFKD", text)
    return apart.encode("ascii", "ignore").decode("ascii")


def money(pence: int | None) -> Decimal | None:
    """Pence as pounds."""
    return None if pence is None else Decimal(pence).scaleb(-2).quantize(Decimal("0.01"))


def pence(amount: Decimal) -> int:
    """Pounds as pence."""
    return int((amount * 100).to_integral_value())
