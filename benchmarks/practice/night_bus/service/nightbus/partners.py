"""Hotels: their prices and bookings."""
from nightbus import fares


def quote(partner, from_stop, to_stop, passengers):
    """The items of a partner's fare: as for riders, without the booking fee and without vouchers."""
    rates = fares.tariff(from_stop.region.code)
    items = fares.distance_items(rates, from_stop, to_stop, passengers)
    items.update({name: value for name, value in rates["surcharges"].items() if name != "booking"})
    return fares.total(items)


def commission(partner, amount):
    """The partner's share."""
    return fares.cents(amount * partner.commission / 100)
