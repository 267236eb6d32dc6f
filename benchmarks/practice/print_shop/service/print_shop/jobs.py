"""The queue of the night and what its jobs do.

A job waits until the next night, over a release if it must. Up to 2025 payloads named an order by `order`, since then by `number`.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from print_shop import clock, invoices, orders
from print_shop.db import Session
from print_shop.errors import ShopError
from print_shop.models import Job


def enqueue(kind: str, payload: dict) -> Job:
    job = Job(kind=kind, payload=payload, status="waiting", created_at=clock.now())
    Session.add(job)
    Session.flush()
    return job


def order_number(payload: dict) -> str:
    return payload["number"] if "number" in payload else payload["order"]


def thank_you(payload: dict) -> str:
    order = orders.get(order_number(payload))
    return f"mail to {order.customer.email}" if order.customer.email else f"letter to {order.customer.name}"


def make_invoice(payload: dict) -> str:
    return invoices.issue(orders.get(order_number(payload))).number


def check_payment(payload: dict) -> str:
    return f"{payload['reference']}: {payload['amount']} came in"


def remind(payload: dict) -> str:
    invoice = invoices.get(payload["invoice"])
    invoice.reminded_on = clock.today()
    return f"reminder for {invoice.number}"


HANDLERS: dict[str, Callable[[dict], str]] = {
    "thank_you": thank_you,
    "make_invoice": make_invoice,
    "check_payment": check_payment,
    "remind": remind,
}


def run_waiting() -> Counter:
    """Runs what waits, oldest first; a job whose order or invoice is not as it should be has failed and stays for the office."""
    done = Counter()
    for job in Session.scalars(select(Job).where(Job.status == "waiting").order_by(Job.id)).all():
        try:
            job.result = HANDLERS[job.kind](job.payload)
            job.status = "done"
        except ShopError as error:
            job.result, job.status = error.message, "failed"
        done[job.status] += 1
    Session.flush()
    return done
