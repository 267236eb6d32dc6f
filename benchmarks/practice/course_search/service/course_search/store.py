"""What is written while the service runs: price changes and watches, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS price_changes (
    course TEXT NOT NULL, valid_from TEXT NOT NULL, price REAL, source TEXT NOT NULL DEFAULT 'office',
    PRIMARY KEY (course, valid_from));
CREATE TABLE IF NOT EXISTS watches (
    id INTEGER PRIMARY KEY, email TEXT NOT NULL, query TEXT NOT NULL, created_on TEXT NOT NULL,
    seen TEXT NOT NULL DEFAULT '[]');
"""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept if nothing was raised."""
    conn = sqlite3.connect(path, timeout=5)
    conn.row_factory = sqlite3.Row
    conn.executescript(SCHEMA)
    try:
        with conn:
            yield conn
    finally:
        conn.close()
