"""Operators and sessions in the database."""

import sqlite3
from datetime import datetime

from quarry_scale import clock
from quarry_scale.models import Operator, Session


class Operators:
    """Who may sign in, and who has."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def named(self, name: str) -> Operator | None:
        row = self.connection.execute("SELECT * FROM operators WHERE name = ?", [name]).fetchone()
        return Operator.of(row) if row else None

    def session(self, token: str) -> Session | None:
        row = self.connection.execute(
            "SELECT operators.*, sessions.created_at FROM sessions "
            "JOIN operators ON operators.id = sessions.operator WHERE sessions.token = ?",
            [token],
        ).fetchone()
        return Session.of(row) if row else None

    def begin(self, token: str, operator: Operator, at: datetime) -> None:
        self.connection.execute(
            "INSERT INTO sessions (token, operator, created_at) VALUES (?, ?, ?)", [token, operator.id, clock.stamp(at)]
        )

    def end(self, token: str) -> None:
        self.connection.execute("DELETE FROM sessions WHERE token = ?", [token])
