"""What all repositories have in common."""

import sqlite3
from typing import Any


class Repository:
    """One table, and the statements that concern it."""

    table = ""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, statement: str, *values: Any) -> list[dict]:
        return [dict(row) for row in self.connection.execute(statement, values)]

    def row(self, statement: str, *values: Any) -> dict | None:
        found = self.connection.execute(statement, values).fetchone()
        return dict(found) if found else None

    def insert(self, **values: Any) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        done = self.connection.execute(
            f"INSERT INTO {self.table} ({names}) VALUES ({marks})", tuple(values.values())
        )
        return done.lastrowid

    def change(self, key: int, **values: Any) -> None:
        if values:
            pairs = ", ".join(f"{name} = ?" for name in values)
            self.connection.execute(f"UPDATE {self.table} SET {pairs} WHERE id = ?", (*values.values(), key))
