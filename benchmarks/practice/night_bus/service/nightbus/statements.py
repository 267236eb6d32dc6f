"""The monthly statement for the partners."""
from decimal import Decimal

from nightbus import fares, partners, times
from nightbus.models import Partner, Ride

HEAD = ("partner", "booked", "ridden", "fares", "mean", "commission")


def figures(partner, year, month):
    """What a partner booked in a month (by the pick-up in the region's time), and what comes of it."""
    start, end = times.month_bounds(year, month, partner.region.time_zone)
    booked = list(partner.rides.filter(earliest__gte=start, earliest__lt=end))
    ridden = [ride for ride in booked if ride.status == Ride.Status.COMPLETED]
    fare = sum((ride.due for ride in ridden), Decimal("0.00"))
    return {
        "partner": partner.code,
        "booked": len(booked),
        "ridden": len(ridden),
        "fares": fare,
        "mean": fares.cents(fare / len(ridden)) if ridden else None,
        "commission": partners.commission(partner, fare),
    }


def lines(year, month, code=None):
    """The statement as text: columns with tabs between, a partner a line."""
    found = Partner.objects.select_related("region").order_by("code")
    if code:
        found = found.filter(code=code)
    yield "\t".join(HEAD)
    for partner in found:
        values = figures(partner, year, month)
        yield "\t".join("-" if values[name] is None else str(values[name]) for name in HEAD)
