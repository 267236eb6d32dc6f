"""What a journey costs, and what is paid back."""
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .errors import OfficeError
from .tariffs import tariff

CENT = Decimal("0.01")
HANDLING_FEE = Decimal("12.50")
# (hours before departure, percentage that is paid back) of bookings that are not flexible
REFUND_STEPS = [(168, 100), (48, 75), (24, 50)]


def money(amount):
    return str(Decimal(amount).quantize(CENT, ROUND_HALF_UP))


@dataclass(frozen=True)
class Quote:
    lines: tuple
    booking_fee: Decimal

    @property
    def total(self):
        return sum((amount for _, _, amount in self.lines), self.booking_fee)


def quote(route_code, party, vehicle_kind=None):
    """The price of a party (number of passengers by kind) with or without a vehicle."""
    prices = tariff(route_code)
    fee = prices.pop("booking_fee")  # what is left is what can be sold
    lines = []
    for kind, count in [*sorted(party.items()), *([(vehicle_kind, 1)] if vehicle_kind else [])]:
        if kind not in prices:
            raise OfficeError(f"no {kind} on this route")
        if count:
            lines.append((kind, count, prices[kind] * count))
    return Quote(tuple(lines), fee)


def refund_terms(booking, moment):
    """Percentage of the total that is paid back at the moment, and the fee that is kept, if there is one."""
    if booking.flexible:
        return {"rate": 100}
    hours = (booking.sailing.departs_at - moment).total_seconds() / 3600
    rate = next((rate for limit, rate in REFUND_STEPS if hours >= limit), 0)
    return {"rate": rate, "fee": HANDLING_FEE} if rate else {"rate": 0}


def refund_amount(total, terms):
    amount = total * terms["rate"] / 100 - terms.get("fee", 0)
    return max(amount, Decimal(0)).quantize(CENT, ROUND_HALF_UP)
