"""Which order is printed on which press, and when it is done."""
from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from print_shop import clock
from print_shop.config import SHEETS_PER_HOUR
from print_shop.db import Session
from print_shop.models import Order, OrderStatus

SETUP = timedelta(minutes=15)


@dataclass(frozen=True)
class Slot:
    order: str
    press: int
    starts: datetime
    ends: datetime
    late: bool


def waiting(until: date | None) -> list[Order]:
    """Approved orders; with `until` only those that are due by then."""
    wanted = select(Order).where(Order.status == OrderStatus.APPROVED)
    if until is not None:
        wanted = wanted.where(Order.due_on <= until)
    return list(Session.scalars(wanted.order_by(Order.created_at)))


def plan(presses: int, until: date | None = None) -> list[Slot]:
    """Most urgent first, each on the press that is free first. Orders without a day come last."""
    queue = []
    for order in waiting(until):
        heapq.heappush(queue, (order.due_on or date.max, order.priority, order.id, order))
    free = [(clock.now(), press) for press in range(1, presses + 1)]
    slots = []
    while queue:
        *_, order = heapq.heappop(queue)
        starts, press = heapq.heappop(free)
        ends = starts + SETUP + timedelta(hours=order.sheets / SHEETS_PER_HOUR)
        heapq.heappush(free, (ends, press))
        slots.append(Slot(order.number, press, starts, ends, order.due_on is not None and ends.date() > order.due_on))
    return slots
