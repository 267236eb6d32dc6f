"""Lots: what is there, what an order takes, what goes back."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mill_orders.errors import Conflict, NotFound, OutOfStock
from mill_orders.models import Allocation, Lot, Order, Product


def _usable(product: Product, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Lot.product_id == product.id,
        Lot.grams_left > 0,
        Lot.best_before > day,
        Lot.on_hold.is_(False),
    )


def open_lots(session: Session, product: Product, day: date) -> list[Lot]:
    query = select(Lot).where(*_usable(product, day)).order_by(Lot.best_before, Lot.code)
    return list(session.scalars(query))


def available(session: Session, product: Product, day: date) -> int:
    query = select(func.coalesce(func.sum(Lot.grams_left), 0)).where(*_usable(product, day))
    return session.scalar(query) or 0


def allocations(lots: Iterable[Lot], grams: int) -> Iterator[tuple[Lot, int]]:
    """Which lot gives how much, in the order of the lots."""
    remaining = iter(lots)
    while grams > 0:
        lot = next(remaining)
        part = min(lot.grams_left, grams)
        grams -= part
        yield lot, part


def reserve(session: Session, order: Order, day: date) -> None:
    for line in order.lines:
        left = available(session, line.product, day)
        if left < line.grams:
            raise OutOfStock(f"not enough {line.product.name}", sku=line.product.sku, available_grams=left)
        for lot, grams in allocations(open_lots(session, line.product, day), line.grams):
            lot.grams_left -= grams
            line.allocations.append(Allocation(lot=lot, grams=grams))
        session.flush()


def release(order: Order) -> int:
    """Back into the lots where it came from."""
    released = 0
    for line in order.lines:
        for allocation in line.allocations:
            allocation.lot.grams_left += allocation.grams
            released += allocation.grams
        line.allocations.clear()
    return released


def lot_by_code(session: Session, code: str) -> Lot:
    lot = session.scalar(select(Lot).where(Lot.code == code.strip().upper()))
    if lot is None:
        raise NotFound(f"no lot {code}")
    return lot


def hold(session: Session, code: str, on_hold: bool) -> Lot:
    """The laboratory takes a lot out, or gives it free again."""
    lot = lot_by_code(session, code)
    if lot.on_hold == on_hold:
        raise Conflict(f"lot {lot.code} is {'already' if on_hold else 'not'} on hold")
    lot.on_hold = on_hold
    session.commit()
    return lot


def receive(session: Session, product: Product, code: str, grams: int, milled_on: date, best_before: date) -> Lot:
    if best_before <= milled_on:
        raise Conflict("best before the day of milling")
    if session.scalar(select(Lot.id).where(Lot.code == code)) is not None:
        raise Conflict(f"there is a lot {code}")
    lot = Lot(code=code, product_id=product.id, milled_on=milled_on, best_before=best_before, grams_left=grams)
    session.add(lot)
    session.commit()
    return lot
