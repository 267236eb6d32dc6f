"""SQLite: connections, the schema, and `Repository`, the base of everything that talks SQL."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Iterator


def connect(path: Path) -> sqlite3.Connection:
    """A connection of its own for each request or command; transactions are begun by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    return conn


def create_schema(conn: sqlite3.Connection) -> None:
    """Run all files of schema/ in order; every statement may run twice."""
    folder = resources.files("club_members") / "schema"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".sql"):
            conn.executescript(file.read_text(encoding="utf-8"))


@contextmanager
def atomic(conn: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. Inside another one it joins that."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")


class Repository:
    """One table (and what belongs to it) on one connection."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def _all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._conn.execute(sql, values).fetchall()

    def _first(self, sql: str, *values: Any) -> sqlite3.Row | None:
        return self._conn.execute(sql, values).fetchone()

    def _run(self, sql: str, *values: Any) -> int:
        """Run a change; gives the number of rows it touched."""
        return self._conn.execute(sql, values).rowcount

    def _insert(self, table: str, **columns: Any) -> int:
        """Insert one row; gives its id."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        done = self._conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
        return int(done.lastrowid or 0)
