"""What the provider's events do to payments."""
from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from print_shop import jobs, money
from print_shop.db import Session
from print_shop.errors import Unknown
from print_shop.models import OrderStatus, Payment, ProviderEvent
from print_shop.provider import Event

STATUS = {"payment.paid": "paid", "payment.failed": "failed", "payment.refunded": "refunded"}


@dataclass(frozen=True)
class Outcome:
    result: str
    order: str
    status: str


def find(reference: str) -> Payment:
    payment = Session.scalars(select(Payment).where(Payment.reference == reference)).one_or_none()
    if payment is None:
        raise Unknown(f"no payment {reference}")
    return payment


def receive(event: Event) -> Outcome:
    """Takes an event once, however often it is sent."""
    fresh = remember(event)
    payment = find(event.reference)
    result = apply(payment, event) if fresh else "duplicate"
    return Outcome(result, payment.order.number, payment.status)


def remember(event: Event) -> bool:
    """False when we have seen it. The table decides, since two deliveries may come at the same moment."""
    try:
        with Session.begin_nested():
            Session.add(ProviderEvent(event_id=event.id, type=event.type, occurred_at=event.occurred_at))
    except IntegrityError:
        return False
    return True


def apply(payment: Payment, event: Event) -> str:
    """What came of it: `applied`, `stale` when we know something newer, `ignored`, `wrong_amount`."""
    if event.type not in STATUS:
        return "ignored"
    if event.occurred_at < payment.changed_at:
        return "stale"
    if event.type == "payment.paid" and event.amount != payment.amount:
        jobs.enqueue("check_payment", {"reference": payment.reference, "amount": money.text(event.amount)})
        return "wrong_amount"
    payment.status = STATUS[event.type]
    payment.changed_at = event.occurred_at
    if event.type == "payment.paid":
        if payment.order.status is OrderStatus.NEW:
            payment.order.status = OrderStatus.APPROVED
        jobs.enqueue("thank_you", {"number": payment.order.number})
    Session.flush()
    return "applied"
