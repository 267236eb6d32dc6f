"""Monthly statements: one for each customer who bought something."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mill_orders.models import Customer, Order, Statement

BILLED = ("paid", "shipped", "disputed")


def bounds_of(month: str) -> tuple[date, date]:
    """First and last day of a month like 2026-08."""
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def billable(session: Session, month: str) -> Sequence[Order]:
    first, last = bounds_of(month)
    return session.scalars(
        select(Order)
        .where(Order.placed_on.between(first, last), Order.status.in_(BILLED))
        .order_by(Order.customer_id, Order.placed_on, Order.number)
    ).all()


def write(session: Session, month: str) -> int:
    """Statements of the month, in place of those that were written before."""
    session.execute(delete(Statement).where(Statement.month == month))
    written = 0
    for customer_id, orders in groupby(billable(session, month), key=lambda order: order.customer_id):
        lines = [
            {"number": order.number, "day": order.placed_on.isoformat(), "cents": order.total_cents} for order in orders
        ]
        total = sum(line["cents"] for line in lines)
        session.add(Statement(customer_id=customer_id, month=month, total_cents=total, lines=lines))
        written += 1
    session.flush()
    return written


def of_customer(session: Session, customer: Customer) -> list[dict[str, object]]:
    query = select(Statement).where(Statement.customer_id == customer.id).order_by(Statement.month.desc())
    return [
        {"month": statement.month, "total_cents": statement.total_cents, "orders": statement.lines}
        for statement in session.scalars(query)
    ]
