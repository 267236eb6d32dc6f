"""What boats of a class cost. A figure that needs more boats than there are is null."""
from collections import Counter
from decimal import Decimal
from statistics import mean, median, quantiles

from . import money, specs
from .errors import Unknown
from .models import Advert
from .search import Criteria, every


def of_class(name: str) -> dict:
    if name not in specs.CLASSES:
        raise Unknown(f"{name} is no class of boats")
    boats = every(Criteria(boat_class=name))
    prices = [boat.price_eur for boat in boats]
    return {
        "class": name,
        "listed": len(boats),
        "lowest": _plain(min(prices, default=None)),
        "median": _plain(median(prices) if prices else None),
        "mean": _plain(mean(prices) if prices else None),
        "middle_half": _middle_half(prices),
        "per_metre": _per_metre(boats),
        "makers": _makers(boats),
    }


def all_classes() -> list[dict]:
    figures = []
    for name in specs.CLASSES:
        one = of_class(name)
        figures.append({key: one[key] for key in ("class", "listed", "median")})
    return figures


def _middle_half(prices: list[Decimal]) -> list[str] | None:
    """Between which prices half of the boats are."""
    if len(prices) < 2:
        return None
    low, _, high = quantiles(prices, n=4, method="inclusive")
    return [money.plain(low), money.plain(high)]


def _per_metre(boats: list[Advert]) -> str | None:
    metres = sum((boat.length for boat in boats), Decimal(0))
    return money.plain(sum(boat.price_eur for boat in boats) / metres) if boats else None


def _makers(boats: list[Advert]) -> list[dict]:
    """The five most frequent; boats of unknown makers do not count."""
    counts = Counter(boat.maker for boat in boats if boat.maker)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"maker": maker, "listed": count} for maker, count in ranked[:5]]


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else money.plain(amount)
