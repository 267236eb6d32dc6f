"""SQLite: users and what they keep. A connection belongs to the request, and the thread, that opened it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

TABLES = """
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, token_digest TEXT NOT NULL UNIQUE,
    dealer_id TEXT
);
CREATE TABLE IF NOT EXISTS lists (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), name TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS list_items (
    list_id INTEGER NOT NULL REFERENCES lists (id), part_id TEXT NOT NULL, PRIMARY KEY (list_id, part_id)
);
CREATE TABLE IF NOT EXISTS searches (
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), name TEXT NOT NULL,
    parameters TEXT NOT NULL, seen_until TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY, search_id INTEGER NOT NULL REFERENCES searches (id), part_id TEXT NOT NULL,
    created_at TEXT NOT NULL, read_at TEXT, UNIQUE (search_id, part_id)
);
CREATE TABLE IF NOT EXISTS sold (part_id TEXT PRIMARY KEY, price REAL, sold_at TEXT NOT NULL);
"""


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def connection_to(path: Path) -> Iterator[sqlite3.Connection]:
    """For commands: one transaction, all or nothing."""
    connection = connect(path)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def create_tables(path: Path) -> None:
    with connection_to(path) as connection:
        connection.executescript(TABLES)


def of(request: Request) -> sqlite3.Connection:
    """The connection of this request, opened when it is first needed."""
    state = request.scope["state"]
    if "connection" not in state:
        state["connection"] = connect(request.app.state.settings.database)
    return state["connection"]


def column(connection: sqlite3.Connection, query: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
    return [row[0] for row in connection.execute(query, parameters)]


class ClosesConnection:
    """Closes what `of` has opened."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["state"] = dict(scope.get("state") or {})
        try:
            await self.app(scope, receive, send)
        finally:
            connection = scope["state"].get("connection")
            if connection is not None:
                connection.close()
