"""Drafts every night, invoices every month."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask import current_app

from quarry_scale import clock, db
from quarry_scale.errors import Problem
from quarry_scale.logic.pricing import whole
from quarry_scale.models import Invoice, Ticket
from quarry_scale.store.invoices import Invoices
from quarry_scale.store.tickets import Tickets

DAYS_TO_PAY = 30


@dataclass(frozen=True)
class Run:
    """What a night did."""

    drafts: list[Invoice]
    issued: list[Invoice]


def month_of(ticket: Ticket) -> str:
    """The month in which a load left, by the gate's clock."""
    return f"{clock.local(ticket.weighed_out_at):%Y-%m}"


def by_account(tickets: list[Ticket]) -> dict[tuple[str, str], list[Ticket]]:
    """Loads by customer and month."""
    groups: dict[tuple[str, str], list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault((ticket.customer, month_of(ticket)), []).append(ticket)
    return groups


def recalculate(connection: sqlite3.Connection, key: int) -> None:
    """Make a draft's totals those of its loads."""
    net = sum(load.net_pence for load in Tickets(connection).find(invoice=key))
    vat = whole(Decimal(net) * current_app.config["VAT_PERCENT"] / 100)
    Invoices(connection).set_totals(key, net, vat)


def run(connection: sqlite3.Connection, day: date) -> Run:
    """The night's work at the end of `day`."""
    invoices, drafts, issued = Invoices(connection), [], []
    with db.transaction(connection):
        loads = Tickets(connection).to_invoice(clock.start_of(day + timedelta(days=1)))
        for (customer, month), tickets in sorted(by_account(loads).items()):
            draft = invoices.draft(customer, month)
            invoices.take_loads(draft.id, [ticket.number for ticket in tickets])
            recalculate(connection, draft.id)
            drafts.append(invoices.by_id(draft.id))
        for draft in invoices.drafts_before(f"{day + timedelta(days=1):%Y-%m}"):
            invoices.issue(draft.id, day, day + timedelta(days=DAYS_TO_PAY))
            issued.append(invoices.by_id(draft.id))
    return Run(drafts, issued)


def pay(connection: sqlite3.Connection, number: int) -> Invoice:
    """An invoice was paid in full."""
    invoices = Invoices(connection)
    with db.transaction(connection):
        invoice = invoices.by_number(number)
        if invoice.state == "paid":
            raise Problem(409, "paid", f"Invoice {number} is paid already.")
        invoices.pay(invoice.id)
    return invoices.by_number(number)


def discard(connection: sqlite3.Connection, key: int) -> None:
    """Throw a draft away; its loads are for the next run."""
    invoices = Invoices(connection)
    with db.transaction(connection):
        if invoices.by_id(key).state != "draft":
            raise Problem(409, "issued", "Only a draft can be thrown away.")
        invoices.drop(key)
