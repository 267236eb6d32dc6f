"""Customers in the database."""

import sqlite3

from quarry_scale.errors import Problem, missing
from quarry_scale.models import Customer


class Customers:
    """The customers, by code."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def get(self, code: str) -> Customer:
        row = self.connection.execute("SELECT * FROM customers WHERE code = ?", [code.upper()]).fetchone()
        if row is None:
            raise missing(f"customer {code}")
        return Customer.of(row)

    def all(self, state: str | None = None) -> list[Customer]:
        """Everybody, or those in a state, by name."""
        rows = self.connection.execute(
            "SELECT * FROM customers WHERE ?1 IS NULL OR state = ?1 ORDER BY name, code", [state]
        )
        return [Customer.of(row) for row in rows]

    def add(self, code: str, **values: object) -> None:
        known = {"code": code.upper(), **values}
        names, marks = ", ".join(known), ", ".join("?" for _ in known)
        try:
            self.connection.execute(f"INSERT INTO customers ({names}) VALUES ({marks})", list(known.values()))
        except sqlite3.IntegrityError as error:
            raise Problem(409, "taken", f"There is a customer {code.upper()} already.") from error

    def update(self, code: str, **values: object) -> None:
        """Set columns of a customer."""
        names = ", ".join(f"{name} = ?" for name in values)
        self.connection.execute(f"UPDATE customers SET {names} WHERE code = ?", [*values.values(), code.upper()])
