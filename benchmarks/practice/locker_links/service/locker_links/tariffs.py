"""What a rental costs: the price list of its site and size."""
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from .models import Band, Site
from .problems import Unknown


@dataclass(frozen=True)
class Step:
    """Up to ``minutes`` it costs ``price``."""

    minutes: int
    price: Decimal


def steps_of(site_id: int, size: str) -> list[Step]:
    """The price list, shortest first."""
    bands = Band.objects.filter(site_id=site_id, size=size).order_by("minutes")
    return [Step(band.minutes, band.price) for band in bands]


def cost(site: Site, size: str, lasting: timedelta) -> Decimal:
    """The price of a rental; whole blocks of the longest step, then the rest by the list."""
    if not site.lockers.filter(size=size).exists():
        raise Unknown(f"{site.code} has no lockers of size {size}")
    steps = steps_of(site.pk, size)
    minutes = max(1, -(-int(lasting.total_seconds()) // 60))
    longest = steps.pop()
    blocks, rest = divmod(minutes, longest.minutes)
    total = blocks * longest.price
    if rest:
        total += next((step.price for step in steps if rest <= step.minutes), longest.price)
    return total


def plain(amount: Decimal) -> str:
    """An amount as JSON has it."""
    return f"{amount:.2f}"
