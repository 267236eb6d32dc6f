"""What a ride costs."""
import json
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.conf import settings

from nightbus.models import Voucher

CENT = Decimal("0.01")
FREE_CANCELLATION_MINUTES = 30
LATE_SHARE = Decimal("0.5")


def cents(amount):
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=None)
def tariff(region):
    """Rates of a region. The file changes with a release only, so it is read once."""
    rates = json.loads(settings.TARIFFS.read_text(encoding="utf-8"), parse_float=Decimal)[region]
    surcharges = {name: Decimal(value) for name, value in rates.pop("surcharges").items()}
    return {**{name: Decimal(value) for name, value in rates.items()}, "surcharges": surcharges}


def distance_items(rates, from_stop, to_stop, passengers):
    """Base, zones and further passengers."""
    zones = abs(to_stop.zone - from_stop.zone)
    return {
        "base": rates["base"],
        "zones": zones * rates["per_zone"],
        "passengers": (passengers - 1) * rates["extra_passenger"],
    }


def quote(from_stop, to_stop, passengers, voucher=None):
    """The items of a rider's fare, the fare, the discount of a voucher and what is to be paid."""
    rates = tariff(from_stop.region.code)
    items = distance_items(rates, from_stop, to_stop, passengers)
    items["night"] = rates["surcharges"]["night"]
    items["booking"] = rates["surcharges"]["booking"]
    return total(items, voucher)


def discount(voucher, fare):
    """What a voucher takes off; never more than the fare."""
    if voucher is None:
        return Decimal("0.00")
    if voucher.kind == Voucher.Kind.PERCENT:
        return min(fare, cents(fare * voucher.value / 100))
    return min(fare, voucher.value)


def total(items, voucher=None):
    """Items, their sum, what a voucher takes off it, and what is left."""
    fare = cents(sum(items.values(), Decimal(0)))
    off = discount(voucher, fare)
    return {"items": items, "fare": fare, "discount": off, "due": fare - off}


def cancellation_fee(ride, now):
    """Nothing until half an hour before the window, half of what was due after that."""
    if (ride.earliest - now).total_seconds() >= FREE_CANCELLATION_MINUTES * 60:
        return Decimal("0.00")
    return cents(ride.due * LATE_SHARE)
