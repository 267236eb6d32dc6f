"""Price lists and the levy in the database."""

import sqlite3
from datetime import date

from quarry_scale.errors import Problem


class Prices:
    """What a tonne costs, for whom and from when."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def price_of(self, product: str, customer: str | None, day: date) -> int:
        """Pence per tonne on a day: the customer's own price, else the one at the gate."""
        row = self.connection.execute(
            "SELECT pence_per_tonne FROM prices WHERE product = ? AND (customer IS NULL OR customer = ?) "
            "AND valid_from <= ? ORDER BY customer IS NULL, valid_from DESC LIMIT 1",
            [product, customer, day.isoformat()],
        ).fetchone()
        if row is None:
            raise Problem(409, "no_price", f"There is no price for {product}.")
        return row["pence_per_tonne"]

    def levy_on(self, day: date) -> int:
        """Pence of aggregates levy per tonne on a day."""
        row = self.connection.execute(
            "SELECT pence_per_tonne FROM levy_rates WHERE valid_from <= ? ORDER BY valid_from DESC LIMIT 1",
            [day.isoformat()],
        ).fetchone()
        return row["pence_per_tonne"] if row else 0

    def list_for(self, customer: str | None) -> list[sqlite3.Row]:
        """All prices of a customer, newest first."""
        return self.connection.execute(
            "SELECT product, valid_from, pence_per_tonne FROM prices WHERE customer IS ? "
            "ORDER BY product, valid_from DESC",
            [customer],
        ).fetchall()

    def set(self, product: str, customer: str, day: date, pence_per_tonne: int) -> None:
        """A customer's price from a day on."""
        self.connection.execute(
            "INSERT INTO prices (customer, product, valid_from, pence_per_tonne) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (customer, product, valid_from) DO UPDATE SET pence_per_tonne = excluded.pence_per_tonne",
            [customer, product, day.isoformat(), pence_per_tonne],
        )
