"""What customers owe, and how far they may go."""

import sqlite3

from quarry_scale.errors import Problem
from quarry_scale.models import Customer
from quarry_scale.store.invoices import Invoices
from quarry_scale.store.tickets import Tickets
from quarry_scale.text import money


def balance(connection: sqlite3.Connection, customer: str) -> int:
    """Pence that a customer owes: loads that are not invoiced, without VAT, and invoices that are not paid."""
    loads = Tickets(connection).find(state="out", customer=customer)
    invoices = Invoices(connection).of_customer(customer)
    drafts = {invoice.id for invoice in invoices if invoice.state == "draft"}
    open_loads = sum(load.net_pence or 0 for load in loads if load.invoice is None or load.invoice in drafts)
    return open_loads + sum(invoice.total_pence for invoice in invoices if invoice.state == "issued")


def demand(connection: sqlite3.Connection, customer: Customer, net_pence: int) -> None:
    """Refuse a load that goes beyond the limit."""
    if customer.credit_limit_pence is None:
        return
    if balance(connection, customer.code) + net_pence > customer.credit_limit_pence:
        limit = money(customer.credit_limit_pence)
        raise Problem(409, "credit", f"The load goes beyond the limit of {limit} for {customer.code}.")
