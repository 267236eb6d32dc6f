"""The payment provider's events, as they come over the wire.

Version 2 wraps what happened into `data` and has offsets in its times; version 1 is flat and has local times. Both come until autumn.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from print_shop import clock, security, wire
from print_shop.errors import BadInput, Forbidden


@dataclass(frozen=True)
class Event:
    id: str
    type: str
    reference: str
    amount: Decimal
    occurred_at: datetime


def check_signature(secret: str, header: str, body: bytes) -> None:
    """The header is `sha256=<hex>` over the body as it was sent."""
    if not security.same(header, "sha256=" + security.sign(secret, body)):
        raise Forbidden("wrong signature")


def parse(body: bytes) -> Event:
    try:
        sent = json.loads(body)
    except ValueError:
        raise BadInput("not JSON") from None
    if not isinstance(sent, dict):
        raise BadInput("not an event")
    data = sent.get("data", sent)
    if not isinstance(data, dict):
        raise BadInput("data must be an object")
    written = wire.read_text(sent, "occurred_at")
    try:
        occurred_at = clock.moment(written)
    except ValueError:
        raise BadInput("occurred_at must be a moment") from None
    return Event(
        id=wire.read_text(sent, "id"),
        type=wire.read_text(sent, "type"),
        reference=wire.read_text(data, "reference"),
        amount=wire.read_money(data, "amount"),
        occurred_at=occurred_at,
    )
