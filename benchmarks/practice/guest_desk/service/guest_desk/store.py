"""SQLite. One connection for the process; statements are short, so the event loop waits for them."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = sqlite3.Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS hostels (code TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS guests (
    id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT,
    hostel TEXT NOT NULL REFERENCES hostels, created_at TEXT NOT NULL, closed_at TEXT,
    preferences TEXT NOT NULL DEFAULT '{"language": "en"}'
);
CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, guest INTEGER NOT NULL REFERENCES guests, until TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS codes (
    id INTEGER PRIMARY KEY, guest INTEGER NOT NULL REFERENCES guests, purpose TEXT NOT NULL,
    code TEXT NOT NULL, until TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    due_at TEXT NOT NULL, sent_at TEXT
);
CREATE TABLE IF NOT EXISTS devices (
    token TEXT PRIMARY KEY, guest INTEGER NOT NULL REFERENCES guests, label TEXT NOT NULL,
    seen_at TEXT NOT NULL, until TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL, published_at TEXT NOT NULL,
    PRIMARY KEY (kind, version)
);
CREATE TABLE IF NOT EXISTS consents (
    guest INTEGER NOT NULL REFERENCES guests, kind TEXT NOT NULL, version INTEGER NOT NULL, given_at TEXT NOT NULL,
    PRIMARY KEY (guest, kind, version), FOREIGN KEY (kind, version) REFERENCES documents
);
CREATE TABLE IF NOT EXISTS roles (
    name TEXT PRIMARY KEY, permissions TEXT NOT NULL, includes TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS staff (guest INTEGER PRIMARY KEY REFERENCES guests, role TEXT NOT NULL REFERENCES roles);
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor INTEGER, hostel TEXT, action TEXT NOT NULL, details TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS invitations (
    id INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, email TEXT NOT NULL, hostel TEXT NOT NULL REFERENCES hostels,
    by INTEGER NOT NULL REFERENCES guests, until TEXT NOT NULL, taken_by INTEGER REFERENCES guests
);
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, partner TEXT NOT NULL, secret TEXT NOT NULL, scopes TEXT NOT NULL, per_hour INTEGER,
    revoked_at TEXT
);
CREATE TABLE IF NOT EXISTS partners (name TEXT PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY, partner TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL, status INTEGER,
    detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS stays (
    id INTEGER PRIMARY KEY, guest INTEGER NOT NULL REFERENCES guests, hostel TEXT NOT NULL REFERENCES hostels,
    arrives TEXT NOT NULL, reminded_at TEXT
);
"""


class Store:
    def __init__(self, path: str) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.executescript(SCHEMA)

    def one(self, sql: str, *values: Any) -> Row | None:
        return self._db.execute(sql, values).fetchone()

    def all(self, sql: str, *values: Any) -> list[Row]:
        return self._db.execute(sql, values).fetchall()

    def write(self, sql: str, *values: Any) -> int:
        """Run one statement and commit it; gives the number of the row that it made."""
        with self._db:
            return self._db.execute(sql, values).lastrowid or 0

    def change(self, sql: str, *values: Any) -> int:
        """Run one statement and commit it; gives how many rows it changed."""
        with self._db:
            return self._db.execute(sql, values).rowcount

    def fill(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        with self._db:
            for row in rows:
                marks = ", ".join("?" for _ in row)
                self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
