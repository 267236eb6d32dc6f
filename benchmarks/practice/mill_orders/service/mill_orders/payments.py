"""Webhook of the payment provider.

The provider signs the raw body (HMAC-SHA256, hex) and repeats an event until it sees a 200.
"""

import hashlib
import hmac
import json
import logging
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mill_orders.errors import MillError, Unauthorised
from mill_orders.models import Order, PaymentEvent

log = logging.getLogger(__name__)

# kind of event: (status it needs, status it leads to)
TRANSITIONS = {
    "payment.captured": ({"open"}, "paid"),
    "payment.refunded": ({"paid", "shipped", "disputed"}, "refunded"),
    "payment.disputed": ({"paid", "shipped"}, "disputed"),
    "payment.dispute_won": ({"disputed"}, "paid"),
}


def verify(body: bytes, signature: str | None, secret: str) -> None:
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not signature or not hmac.compare_digest(expected.encode(), signature.strip().lower().encode()):
        raise Unauthorised("the signature does not fit")


def parse(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except ValueError as error:
        raise MillError("the event is not JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("id"), str) or not isinstance(event.get("type"), str):
        raise MillError("the event has no id or type")
    return event


def _order_of(session: Session, event: dict[str, Any]) -> Order | None:
    data = event.get("data")
    number = data.get("order") if isinstance(data, dict) else None
    if not isinstance(number, str):
        return None
    return session.scalar(select(Order).where(Order.number == number))


def handle(session: Session, event: dict[str, Any]) -> str:
    """Take the event in; says what became of it."""
    if session.scalar(select(PaymentEvent.id).where(PaymentEvent.event_id == event["id"])) is not None:
        return "repeated"
    order = _order_of(session, event)
    record = PaymentEvent(
        event_id=event["id"], kind=event["type"], order_id=order.id if order is not None else None, payload=event
    )
    session.add(record)
    outcome = "ignored"
    if order is not None and event["type"] in TRANSITIONS:
        needs, leads_to = TRANSITIONS[event["type"]]
        if order.status in needs:
            order.status = leads_to
            outcome = "applied"
        else:
            log.warning("%s for order %s which is %s", event["type"], order.number, order.status)
    session.commit()
    return outcome
