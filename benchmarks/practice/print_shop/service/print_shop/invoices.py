"""Invoices and what is given back of them."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from print_shop import clock, money
from print_shop.config import HOME_COUNTRY
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown, WrongState
from print_shop.models import Customer, Invoice, Order, OrderStatus, Refund

UNION = {"BE", "NL", "LU", "DE", "FR", "IT", "ES", "IE", "AT"}
RATE = 21
TERM = timedelta(days=30)


def vat_percent(customer: Customer) -> int:
    """Within the Union firms with a VAT number pay none abroad; outside of it nobody does."""
    country = customer.address.country if customer.address else HOME_COUNTRY
    if country == HOME_COUNTRY:
        return RATE
    if country in UNION:
        return 0 if customer.vat_number else RATE
    return 0


def issue(order: Order) -> Invoice:
    """The order's invoice; it has only one."""
    if order.invoice is not None:
        return order.invoice
    if order.status in (OrderStatus.NEW, OrderStatus.CANCELLED):
        raise WrongState(f"{order.number} is {order.status.value}")
    percent = vat_percent(order.customer)
    today = clock.today()
    invoice = Invoice(
        number=next_number(today),
        order=order,
        net=order.total,
        vat_percent=percent,
        gross=order.total + money.rounded(order.total * percent / 100),
        issued_on=today,
        due_on=today + TERM,
    )
    Session.add(invoice)
    Session.flush()
    return invoice


def next_number(today: date) -> str:
    count = Session.scalar(select(func.count()).select_from(Invoice).where(Invoice.number.like(f"F{today.year}/%")))
    return f"F{today.year}/{count + 1:04d}"


def get(number: str) -> Invoice:
    invoice = Session.scalars(select(Invoice).where(Invoice.number == number)).one_or_none()
    if invoice is None:
        raise Unknown(f"no invoice {number}")
    return invoice


def refunded(invoice: Invoice) -> Decimal:
    return sum((refund.amount for refund in invoice.refunds), money.ZERO)


def refund(invoice: Invoice, amount: Decimal, reason: str) -> Refund:
    if amount == 0:
        raise BadInput("nothing to give back")
    if refunded(invoice) + amount > invoice.gross:
        raise WrongState(f"more than {invoice.number} comes to")
    given = Refund(invoice=invoice, amount=amount, reason=reason, refunded_on=clock.today())
    Session.add(given)
    Session.flush()
    return given


def overdue(day: date) -> list[Invoice]:
    """Not paid and not reminded of in the last two weeks."""
    wanted = select(Invoice).where(Invoice.due_on < day).order_by(Invoice.number)
    late = [invoice for invoice in Session.scalars(wanted) if invoice.order.payment is None or invoice.order.payment.status != "paid"]
    return [invoice for invoice in late if invoice.reminded_on is None or day - invoice.reminded_on >= timedelta(days=14)]
