"""Numbers for the owner."""
from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from print_shop import clock, money
from print_shop.db import Session
from print_shop.models import Customer, Invoice, Order, OrderStatus, Quote, Refund


@dataclass(frozen=True)
class Month:
    month: str
    invoices: int
    invoiced: Decimal
    refunded: Decimal

    @property
    def kept(self) -> Decimal:
        """What stays with us."""
        return self.invoiced - self.refunded

    @property
    def mean(self) -> Decimal | None:
        return money.rounded(self.invoiced / self.invoices) if self.invoices else None


def month(year: int, number: int) -> Month:
    """The invoices and the refunds of a month, each by its own day."""
    first, following = clock.month_bounds(year, number)
    issued = list(Session.scalars(select(Invoice.gross).where(Invoice.issued_on >= first, Invoice.issued_on < following)))
    given = list(Session.scalars(select(Refund.amount).where(Refund.refunded_on >= first, Refund.refunded_on < following)))
    return Month(
        month=f"{year:04d}-{number:02d}",
        invoices=len(issued),
        invoiced=sum(issued, money.ZERO),
        refunded=sum(given, money.ZERO),
    )


def conversion(year: int, number: int) -> Decimal | None:
    """How many of a month's quotes became orders, in percent; None in a month without quotes."""
    first, following = clock.month_bounds(year, number)
    made = Session.execute(select(Quote.id, Quote.created_at)).all()
    mine = [quote_id for quote_id, at in made if first <= at.astimezone(clock.ZONE).date() < following]
    if not mine:
        return None
    ordered = Session.scalar(select(func.count()).select_from(Order).where(Order.quote_id.in_(mine)))
    return money.rounded(Decimal(ordered) * 100 / len(mine))


def best_customers(limit: int) -> list[dict]:
    """Who ordered for most, cancelled orders not counted."""
    spent = func.sum(Order.total)
    wanted = (
        select(Customer, spent, func.count(Order.id))
        .join(Order, Order.customer_id == Customer.id)
        .where(Order.status != OrderStatus.CANCELLED)
        .group_by(Customer.id)
        .order_by(spent.desc(), Customer.id)
        .limit(limit)
    )
    return [{"customer": customer.name, "orders": count, "spent": total} for customer, total, count in Session.execute(wanted)]


def customers_csv() -> str:
    """For the accountant's spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["id", "name", "email", "country", "orders", "total"])
    for customer in Session.scalars(select(Customer).order_by(Customer.id)):
        total = sum((order.total for order in customer.orders if order.status is not OrderStatus.CANCELLED), money.ZERO)
        country = customer.address.country if customer.address else "-"
        writer.writerow([customer.id, customer.name, customer.email or "-", country, len(customer.orders), money.text(total)])
    return out.getvalue()
