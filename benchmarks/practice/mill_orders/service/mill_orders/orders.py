"""Quotes and orders."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mill_orders import catalogue, pricing, stock
from mill_orders.errors import Conflict, MillError, NotFound
from mill_orders.models import Customer, Order, OrderLine, PriceRule, Product
from mill_orders.schemas import LineIn, OrderIn

SMALLEST_ORDER_CENTS = 500


def quote(session: Session, customer: Customer, sku: str, grams: int) -> dict[str, object]:
    product = catalogue.successor(session, catalogue.by_sku(session, sku))
    _check_packs(product, grams)
    unit = pricing.unit_cents(pricing.rules_of(customer), product, grams)
    return {
        "sku": product.sku,
        "grams": grams,
        "unit_cents": unit,
        "line_cents": pricing.line_cents(unit, grams),
    }


def _check_packs(product: Product, grams: int) -> None:
    if grams % product.pack_grams:
        raise MillError(
            f"{product.name} comes in packs of {pricing.format_weight(product.pack_grams)}",
            sku=product.sku,
            pack_grams=product.pack_grams,
        )


def _line(session: Session, rules: Sequence[PriceRule], product: Product, wanted: LineIn) -> OrderLine:
    if not product.active:
        product = catalogue.successor(session, product)
    _check_packs(product, wanted.grams)
    unit = pricing.unit_cents(rules, product, wanted.grams)
    return OrderLine(
        product=product, grams=wanted.grams, unit_cents=unit, line_cents=pricing.line_cents(unit, wanted.grams)
    )


def next_number(session: Session, day: date) -> str:
    """M26-0001, M26-0002, ... anew each year."""
    prefix = f"M{day:%y}-"
    last = session.scalar(select(func.max(Order.number)).where(Order.number.startswith(prefix)))
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:04d}"


def place(session: Session, customer: Customer, payload: OrderIn, day: date) -> Order:
    rules = pricing.rules_of(customer)
    products = catalogue.by_skus(session, [wanted.sku for wanted in payload.lines])
    lines = [_line(session, rules, products[wanted.sku.strip().upper()], wanted) for wanted in payload.lines]
    total = sum(line.line_cents for line in lines)
    if total < SMALLEST_ORDER_CENTS:
        raise MillError(f"the smallest order is {pricing.format_cents(SMALLEST_ORDER_CENTS)}", total_cents=total)
    order = Order(
        number=next_number(session, day),
        customer_id=customer.id,
        placed_on=day,
        status="open",
        total_cents=total,
        reference=payload.reference.strip(),
        lines=lines,
    )
    session.add(order)
    session.flush()
    stock.reserve(session, order, day)
    session.commit()
    return order


def of_customer(session: Session, customer: Customer, status: str | None = None) -> list[Order]:
    query = select(Order).where(Order.customer_id == customer.id).order_by(Order.placed_on.desc(), Order.id.desc())
    if status:
        query = query.where(Order.status == status)
    return list(session.scalars(query))


def find(session: Session, customer: Customer, number: str) -> Order:
    """Staff see all orders, customers their own."""
    order = session.scalar(select(Order).where(Order.number == number.strip().upper()))
    if order is None or not (customer.staff or order.customer_id == customer.id):
        raise NotFound(f"no order {number}")
    return order


def cancel(session: Session, order: Order) -> Order:
    if order.status != "open":
        raise Conflict(f"order {order.number} is {order.status}")
    stock.release(order)
    order.status = "cancelled"
    session.commit()
    return order


def ship(session: Session, order: Order) -> Order:
    if order.status != "paid":
        raise Conflict(f"order {order.number} is {order.status}")
    order.status = "shipped"
    session.commit()
    return order


def cancel_unpaid(session: Session, before: date) -> list[str]:
    """Open orders from before the day give their flour back."""
    numbers = []
    for order in session.scalars(select(Order).where(Order.status == "open", Order.placed_on < before)).all():
        stock.release(order)
        order.status = "cancelled"
        numbers.append(order.number)
    return numbers
