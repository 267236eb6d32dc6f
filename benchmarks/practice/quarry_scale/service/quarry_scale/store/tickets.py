"""Products and tickets in the database."""

import sqlite3
from datetime import datetime

from quarry_scale import clock
from quarry_scale.errors import missing
from quarry_scale.models import Product, Ticket

FIELDS = (
    "tickets.id, tickets.number, tickets.plate, tickets.product, tickets.haulier, tickets.tare_kg, tickets.gross_kg, "
    "tickets.state, tickets.weighed_in_at, tickets.weighed_out_at, tickets.customer, tickets.goods_pence, "
    "tickets.levy_pence, tickets.net_pence, tickets.rebate_pence, tickets.invoice"
)


class Tickets:
    """The tickets, by number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def product(self, code: str) -> Product:
        row = self.connection.execute("SELECT * FROM products WHERE code = ?", [code.upper()]).fetchone()
        if row is None:
            raise missing(f"product {code}")
        return Product.of(row)

    def get(self, number: int) -> Ticket:
        row = self.connection.execute(f"SELECT {FIELDS} FROM tickets WHERE number = ?", [number]).fetchone()
        if row is None:
            raise missing(f"ticket {number}")
        return Ticket.of(row)

    def weighed_in(self, plate: str) -> Ticket | None:
        """The ticket of a lorry that is in the quarry now."""
        found = self.connection.execute(f"SELECT {FIELDS} FROM tickets WHERE plate = ? AND state = 'in'", [plate])
        row = found.fetchone()
        return Ticket.of(row) if row else None

    def add(self, plate: str, product: str, haulier: str | None, customer: str | None, tare_kg: int, at: datetime) -> int:
        """Weigh in; gives the number."""
        number = self.connection.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM tickets").fetchone()[0]
        self.connection.execute(
            "INSERT INTO tickets (number, plate, product, haulier, customer, tare_kg, weighed_in_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [number, plate, product, haulier, customer, tare_kg, clock.stamp(at)],
        )
        return number

    def update(self, number: int, **values: object) -> None:
        """Set columns of a ticket."""
        names = ", ".join(f"{name} = ?" for name in values)
        self.connection.execute(f"UPDATE tickets SET {names} WHERE number = ?", [*values.values(), number])

    def find(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        state: str | None = None,
        customer: str | None = None,
        invoice: int | None = None,
    ) -> list[Ticket]:
        """Tickets weighed in between two instants (until is not in it), oldest first."""
        wanted = [
            ("tickets.weighed_in_at >= ?", clock.stamp(since) if since else None),
            ("tickets.weighed_in_at < ?", clock.stamp(until) if until else None),
            ("tickets.state = ?", state),
            ("tickets.customer = ?", customer),
            ("tickets.invoice = ?", invoice),
        ]
        given = [(term, value) for term, value in wanted if value is not None]
        where = " AND ".join(term for term, _ in given) or "1"
        rows = self.connection.execute(
            f"SELECT {FIELDS} FROM tickets WHERE {where} ORDER BY tickets.number", [value for _, value in given]
        )
        return [Ticket.of(row) for row in rows]

    def to_invoice(self, until: datetime) -> list[Ticket]:
        """Loads on account that left before `until` and are on no invoice."""
        rows = self.connection.execute(
            f"SELECT {FIELDS} FROM tickets WHERE state = 'out' AND customer IS NOT NULL AND invoice IS NULL "
            "AND weighed_out_at < ? ORDER BY number",
            [clock.stamp(until)],
        )
        return [Ticket.of(row) for row in rows]
