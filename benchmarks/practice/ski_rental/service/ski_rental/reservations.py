"""Reservations: quote, book, move, cancel, hand out."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from . import audit, clock, hours, money, prices, stock
from .errors import Conflict, NotFound, OutOfStock
from .models import Customer, Group, Item, Line, Reservation

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

@dataclass(frozen=True)
class Wish:
    """One thing that somebody would like; the size is normalised."""

    kind: str
    size: str | None
    age: str = "adult"

@dataclass(frozen=True)
class Quote:
    days: int
    lines: list[Decimal]
    total: Decimal
    deposit: Decimal

def quote(session: Session, wishes: Sequence[Wish], first: date, last: date, factor: Decimal = Decimal(1)) -> Quote:
    """What this would cost. The deposit is due once for each thing, however long."""
    days = (last - first).days + 1
    rates = [prices.rate_for(session, first, wish.kind, wish.age) for wish in wishes]
    lines = [money.cents(rate.of(days) * factor) for rate in rates]
    return Quote(days, lines, money.total(lines), money.total(rate.deposit for rate in rates))

def check_stock(session: Session, wishes: Sequence[Wish | Line], first: date, last: date, without: int | None = None) -> None:
    """OutOfStock when we cannot serve all wishes on all days."""
    counts = stock.free(session, first, last, without)
    for (kind, size), wanted in Counter((wish.kind, wish.size) for wish in wishes).items():
        if counts[kind, size] < wanted:
            raise OutOfStock(f"not enough free: {kind} {size or ''}".strip())

def new_code(session: Session) -> str:
    """A code that nobody has yet."""
    while True:
        code = "R-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        if session.scalar(select(Reservation.id).where(Reservation.code == code)) is None:
            return code

def book(
    session: Session,
    customer: Customer,
    wishes: Sequence[Wish],
    pickup_at: datetime,
    return_day: date,
    *,
    group: Group | None = None,
    voucher: str | None = None,
    factor: Decimal = Decimal(1),
) -> Reservation:
    """Book for a customer, or say why not."""
    hours.check_pickup(session, pickup_at, return_day)
    first = clock.local(pickup_at).date()
    check_stock(session, wishes, first, return_day)
    offer = quote(session, wishes, first, return_day, factor)
    reservation = Reservation(
        code=new_code(session),
        customer=customer,
        group=group,
        voucher=voucher,
        pickup_at=pickup_at,
        return_day=return_day,
        deposit=offer.deposit,
        created_at=clock.now(),
        lines=[Line(kind=w.kind, size=w.size, age=w.age, price=price) for w, price in zip(wishes, offer.lines, strict=True)],
    )
    session.add(reservation)
    session.flush()
    return reservation

def by_code(session: Session, code: str) -> Reservation:
    found = session.scalar(select(Reservation).where(func.upper(Reservation.code) == code.upper()))
    if found is None:
        raise NotFound(f"no reservation {code}")
    return found

def of_customer(session: Session, customer_id: int) -> list[Reservation]:
    """All reservations of a customer, the newest first."""
    if session.get(Customer, customer_id) is None:
        raise NotFound(f"no customer {customer_id}")
    query = select(Reservation).where(Reservation.customer_id == customer_id).order_by(Reservation.pickup_at.desc())
    return list(session.scalars(query.options(selectinload(Reservation.lines))))

def move(session: Session, reservation: Reservation, pickup_at: datetime, return_day: date) -> Reservation:
    """Another time for something that is booked; prices and stock are those of the new days."""
    if reservation.state != "booked":
        raise Conflict(f"reservation is {reservation.state}")
    hours.check_pickup(session, pickup_at, return_day)
    first = clock.local(pickup_at).date()
    check_stock(session, reservation.lines, first, return_day, without=reservation.id)
    wishes = [Wish(line.kind, line.size, line.age) for line in reservation.lines]
    offer = quote(session, wishes, first, return_day)
    for line, price in zip(reservation.lines, offer.lines, strict=True):
        line.price = price
    reservation.pickup_at, reservation.return_day, reservation.deposit = pickup_at, return_day, offer.deposit
    return reservation

def cancel(session: Session, reservation: Reservation) -> Reservation:
    """Cancelling twice is no error."""
    if reservation.state == "cancelled":
        return reservation
    if reservation.state != "booked":
        raise Conflict(f"reservation is {reservation.state}")
    reservation.state = "cancelled"
    return reservation

def hand_out(session: Session, reservation: Reservation, tags: Sequence[str], who: str) -> Reservation:
    """Give out labelled items, one for each line."""
    if reservation.state != "booked":
        raise Conflict(f"reservation is {reservation.state}")
    items = {item.tag: item for item in session.scalars(select(Item).where(Item.tag.in_(tags)))}
    if len(items) != len(reservation.lines) or len(tags) != len(items):
        raise Conflict("one item for each line, please")
    left = list(items.values())
    for line in reservation.lines:
        match = next((i for i in left if i.kind == line.kind and i.size == line.size and i.state == "in"), None)
        if match is None:
            raise Conflict(f"no item for {line.kind} {line.size or ''}".strip())
        left.remove(match)
        line.item, match.state = match, "out"
    reservation.state = "out"
    audit.note(session, "hand-out", who=who, code=reservation.code, tags=sorted(tags))
    return reservation
