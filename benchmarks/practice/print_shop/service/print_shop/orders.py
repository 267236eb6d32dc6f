"""Orders and their states."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from print_shop import clock, paging
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown, WrongState
from print_shop.models import Order, OrderStatus, Payment, Quote

NEXT = {
    OrderStatus.NEW: {OrderStatus.APPROVED, OrderStatus.CANCELLED},
    OrderStatus.APPROVED: {OrderStatus.PRINTING, OrderStatus.CANCELLED},
    OrderStatus.PRINTING: {OrderStatus.READY},
    OrderStatus.READY: {OrderStatus.COLLECTED},
    OrderStatus.COLLECTED: set(),
    OrderStatus.CANCELLED: set(),
    OrderStatus.ON_HOLD: {OrderStatus.APPROVED, OrderStatus.CANCELLED},
}


@dataclass(frozen=True)
class Page:
    orders: list[Order]
    cursor: str | None


def get(number: str) -> Order:
    order = Session.scalars(select(Order).where(Order.number == number)).one_or_none()
    if order is None:
        raise Unknown(f"no order {number}")
    return order


def status_of(written: str) -> OrderStatus:
    try:
        return OrderStatus(written)
    except ValueError:
        raise BadInput(f"no status {written}") from None


def page(status: OrderStatus | None, cursor: str | None, limit: int) -> Page:
    """Newest first."""
    wanted = select(Order).order_by(Order.id.desc()).limit(limit + 1)
    if status is not None:
        wanted = wanted.where(Order.status == status)
    if cursor is not None:
        wanted = wanted.where(Order.id < paging.decode(cursor))
    found = list(Session.scalars(wanted))
    more = len(found) > limit
    return Page(found[:limit], paging.encode(found[limit - 1].id) if more else None)


def next_number() -> str:
    year = clock.today().year
    last = Session.scalar(select(func.max(Order.number)).where(Order.number.like(f"{year}-%")))
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:04d}"


def place(quote: Quote, due_on: date | None, priority: int) -> Order:
    """Turns a quote into an order with an open payment."""
    if quote.customer is None:
        raise BadInput("the quote has no customer")
    if due_on is not None and due_on < clock.today():
        raise BadInput("due_on is over")
    if Session.scalars(select(Order).where(Order.quote_id == quote.id)).first():
        raise WrongState(f"quote {quote.id} is ordered already")
    order = Order(
        number=next_number(),
        customer=quote.customer,
        quote_id=quote.id,
        status=OrderStatus.NEW,
        total=quote.total,
        sheets=quote.sheets,
        due_on=due_on,
        priority=priority,
        created_at=clock.now(),
    )
    order.payment = Payment(reference=f"pay-{order.number}", status="open", amount=order.total, changed_at=clock.now())
    Session.add(order)
    Session.flush()
    return order


def move(order: Order, status: OrderStatus) -> None:
    if status not in NEXT[order.status]:
        raise WrongState(f"{order.number} cannot go from {order.status.value} to {status.value}")
    order.status = status
    Session.flush()
