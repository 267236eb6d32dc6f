"""Invoices and drafts."""

from flask import Blueprint

from quarry_scale.db import get_db
from quarry_scale.logic import invoicing
from quarry_scale.models import Invoice
from quarry_scale.store.customers import Customers
from quarry_scale.store.invoices import Invoices
from quarry_scale.store.tickets import Tickets
from quarry_scale.text import money
from quarry_scale.web.answers import query
from quarry_scale.web.sessions import signed_in

invoices = Blueprint("invoices", __name__)


def show(invoice: Invoice) -> dict:
    """An invoice for machines; a draft has no number and no days."""
    return {
        "id": invoice.id,
        "number": invoice.number,
        "customer": invoice.customer,
        "month": invoice.month,
        "state": invoice.state,
        "loads": invoice.loads,
        "net": money(invoice.net_pence),
        "vat": money(invoice.vat_pence),
        "total": money(invoice.total_pence),
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
    }


@invoices.get("/invoices")
@signed_in("office")
def listing():
    fields = query()
    code = fields.text("customer", 12)
    fields.done()
    customer = Customers(get_db()).get(code)
    return {"invoices": [show(invoice) for invoice in Invoices(get_db()).of_customer(customer.code)]}


@invoices.get("/invoices/<int:number>")
@signed_in("office")
def one(number: int):
    invoice = Invoices(get_db()).by_number(number)
    loads = Tickets(get_db()).find(invoice=invoice.id)
    lines = [
        {"ticket": load.number, "product": load.product, "net_kg": load.net_kg, "net": money(load.net_pence)}
        for load in loads
    ]
    return {**show(invoice), "lines": lines}


@invoices.post("/invoices/<int:number>/paid")
@signed_in("office")
def paid(number: int):
    return show(invoicing.pay(get_db(), number))


@invoices.delete("/drafts/<int:key>")
@signed_in("office")
def discard(key: int):
    invoicing.discard(get_db(), key)
    return "", 204
