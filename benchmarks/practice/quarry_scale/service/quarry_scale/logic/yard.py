"""Figures for the yard."""

import sqlite3
from datetime import date, timedelta

from quarry_scale import clock
from quarry_scale.models import Ticket
from quarry_scale.store.tickets import Tickets


def _left(connection: sqlite3.Connection, first: date, after: date) -> list[Ticket]:
    """Loads that came in from `first` to before `after` and have left."""
    return Tickets(connection).find(clock.start_of(first), clock.start_of(after), state="out")


def day(connection: sqlite3.Connection, when: date) -> dict:
    """A day's loads and tonnes, by product."""
    products: dict[str, int] = {}
    loads = _left(connection, when, when + timedelta(days=1))
    for load in loads:
        products[load.product] = products.get(load.product, 0) + load.net_kg
    return {"day": when, "loads": len(loads), "net_kg": sum(products.values()), "products": products}


def month(connection: sqlite3.Connection, first: date) -> dict:
    """Kilograms of each day of a month on which something left, by the number of the day."""
    days: dict[int, int] = {}
    for load in _left(connection, first, clock.next_month(first)):
        number = clock.local(load.weighed_in_at).day
        days[number] = days.get(number, 0) + load.net_kg
    return {"month": f"{first:%Y-%m}", "net_kg": sum(days.values()), "days": days}


def hauliers(connection: sqlite3.Connection, first: date) -> dict:
    """Loads of each haulier in a month; under null those who fetched it themselves."""
    counts: dict[str | None, int] = {}
    for load in _left(connection, first, clock.next_month(first)):
        counts[load.haulier] = counts.get(load.haulier, 0) + 1
    return {"month": f"{first:%Y-%m}", "hauliers": counts}
