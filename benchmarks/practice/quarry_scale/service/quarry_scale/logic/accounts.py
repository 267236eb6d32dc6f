"""The export for the accounts package."""

import csv
import io
import sqlite3

from quarry_scale.store.customers import Customers
from quarry_scale.store.invoices import Invoices
from quarry_scale.text import money

HEADER = ["number", "customer", "name", "issued", "due", "net", "vat", "total"]


def export(connection: sqlite3.Connection, month: str) -> tuple[bytes, int]:
    """The invoices of a month as a CSV file, and how many they are."""
    customers = Customers(connection)
    invoices = Invoices(connection).issued_for(month)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for invoice in invoices:
        name = customers.get(invoice.customer).name
        sums = [money(invoice.net_pence), money(invoice.vat_pence), money(invoice.total_pence)]
        writer.writerow([invoice.number, invoice.customer, name, invoice.issued_on, invoice.due_on, *sums])
    return out.getvalue().encode("utf-8"), len(invoices)


def write(connection: sqlite3.Connection, month: str, file: str) -> int:
    """Write the export to a file."""
    content, rows = export(connection, month)
    with open(file, "wb") as out:
        out.write(content)
    return rows
