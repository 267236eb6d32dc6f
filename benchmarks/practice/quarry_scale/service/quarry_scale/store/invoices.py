"""Invoices in the database."""

import sqlite3
from datetime import date

from quarry_scale.errors import missing
from quarry_scale.models import Invoice

FIELDS = "invoices.*, (SELECT COUNT(*) FROM tickets WHERE tickets.invoice = invoices.id) AS loads"


class Invoices:
    """Drafts by id, invoices by number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def _all(self, rest: str, *values: object) -> list[Invoice]:
        rows = self.connection.execute(f"SELECT {FIELDS} FROM invoices {rest}", values)
        return [Invoice.of(row) for row in rows]

    def by_id(self, key: int) -> Invoice:
        found = self._all("WHERE id = ?", key)
        if not found:
            raise missing(f"draft {key}")
        return found[0]

    def by_number(self, number: int) -> Invoice:
        found = self._all("WHERE number = ?", number)
        if not found:
            raise missing(f"invoice {number}")
        return found[0]

    def of_customer(self, customer: str) -> list[Invoice]:
        return self._all("WHERE customer = ? ORDER BY month, id", customer)

    def issued_for(self, month: str) -> list[Invoice]:
        """The invoices of a month's loads, by number."""
        return self._all("WHERE month = ? AND state <> 'draft' ORDER BY number", month)

    def drafts_before(self, month: str) -> list[Invoice]:
        return self._all("WHERE state = 'draft' AND month < ? ORDER BY month, customer", month)

    def draft(self, customer: str, month: str) -> Invoice:
        """The draft of a customer's month, a new one if there is none."""
        found = self._all("WHERE state = 'draft' AND customer = ? AND month = ?", customer, month)
        if found:
            return found[0]
        done = self.connection.execute("INSERT INTO invoices (customer, month) VALUES (?, ?)", [customer, month])
        return self.by_id(done.lastrowid)

    def take_loads(self, key: int, tickets: list[int]) -> None:
        """Put tickets on an invoice."""
        self.connection.executemany(
            "UPDATE tickets SET invoice = ? WHERE number = ?", [(key, number) for number in tickets]
        )

    def set_totals(self, key: int, net: int, vat: int) -> None:
        self.connection.execute(
            "UPDATE invoices SET net_pence = ?, vat_pence = ?, total_pence = ? WHERE id = ?", [net, vat, net + vat, key]
        )

    def issue(self, key: int, day: date, due: date) -> int:
        """Give a draft its number."""
        number = self.connection.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM invoices").fetchone()[0]
        self.connection.execute(
            "UPDATE invoices SET number = ?, state = 'issued', issued_on = ?, due_on = ? WHERE id = ?",
            [number, day.isoformat(), due.isoformat(), key],
        )
        return number

    def pay(self, key: int) -> None:
        self.connection.execute("UPDATE invoices SET state = 'paid' WHERE id = ?", [key])

    def drop(self, key: int) -> None:
        self.connection.execute("UPDATE tickets SET invoice = NULL WHERE invoice = ?", [key])
        self.connection.execute("DELETE FROM invoices WHERE id = ?", [key])
