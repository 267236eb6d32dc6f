"""Prices in several currencies. The rates file tells, day by day, what one euro is worth."""
import json
from bisect import bisect_right
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from . import settings
from .errors import NotAllowed

CENT = Decimal("0.01")


class Rates:
    """The content of a rates file: ``{"2026-06-09": {"USD": "1.0840", ...}, ...}``. No file has weekends."""

    def __init__(self, content: dict[str, dict[str, str]]):
        self._days = sorted(date.fromisoformat(day) for day in content)
        self._rates = {
            date.fromisoformat(day): {"EUR": Decimal(1), **{code: Decimal(rate) for code, rate in rates.items()}}
            for day, rates in content.items()
        }

    def latest(self) -> dict[str, Decimal]:
        return self._rates[self._days[-1]]

    def on(self, day: date) -> dict[str, Decimal]:
        """The rates that held on `day`: the last ones until then, the first ones for all that was before."""
        place = bisect_right(self._days, day)
        return self._rates[self._days[max(place - 1, 0)]]


_read: dict[Path, tuple[float, Rates]] = {}


def rates() -> Rates:
    """The rates file, read again when it has changed."""
    path = settings.RATES_FILE
    changed = path.stat().st_mtime
    if path not in _read or _read[path][0] != changed:
        _read[path] = (changed, Rates(json.loads(path.read_text(encoding="utf-8"))))
    return _read[path][1]


def known(currency: str) -> str:
    """The code of a currency that we have a rate for."""
    code = currency.upper()
    if code not in rates().latest():
        raise NotAllowed(f"we do not trade in {currency}")
    return code


def convert(amount: Decimal, source: str, target: str, table: dict[str, Decimal] | None = None) -> Decimal:
    """`amount` in another currency, by the latest rates or those of `table`."""
    if source == target:
        return amount
    table = table or rates().latest()
    return (amount / table[source] * table[target]).quantize(CENT, ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """An amount as JSON has it."""
    return str(amount.quantize(CENT))
