"""Prices of the routes. They change at midnight, when the workers are restarted, so each is read once."""
from decimal import Decimal
from functools import lru_cache

from .errors import Unknown
from .models import Route, TariffLine


@lru_cache(maxsize=64)
def _lines(route_code):
    if not Route.objects.filter(code=route_code).exists():
        return None
    return tuple(TariffLine.objects.filter(route__code=route_code).values_list("kind", "amount"))


def tariff(route_code):
    """Prices by kind, and the `booking_fee`, of a route."""
    lines = _lines(route_code)
    if lines is None:
        raise Unknown(f"no route {route_code}")
    return {"booking_fee": Decimal(0), **dict(lines)}


def forget():
    """After prices were changed."""
    _lines.cache_clear()
