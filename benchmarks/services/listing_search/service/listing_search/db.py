"""SQLite: a small pool of connections, transactions and migrations."""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIGRATIONS = Path(__file__).parent / "migrations"


class PoolTimeout(Exception):
    """Every connection was in use for longer than we wait."""


def connect(path: Path, busy_timeout: float = 1.0) -> sqlite3.Connection:
    """Opens the database; outside of `transaction` every statement commits by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    conn = sqlite3.connect(
        path, isolation_level=None, timeout=busy_timeout, check_same_thread=False
    )
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    return conn


class Pool:
    """At most `size` connections; they are opened when first needed and used again."""

    def __init__(self, path: Path, size: int, timeout: float, busy_timeout: float) -> None:
        self._path, self._timeout, self._busy_timeout = path, timeout, busy_timeout
        self.size = size
        self._free: queue.LifoQueue[sqlite3.Connection | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    def acquire(self) -> sqlite3.Connection:
        """A connection that nobody else has until it is released. Raises PoolTimeout."""
        try:
            conn = self._free.get(timeout=self._timeout)
        except queue.Empty:
            raise PoolTimeout(
                f"none of {self.size} connections was free within {self._timeout:g} s"
            ) from None
        return conn if conn is not None else connect(self._path, self._busy_timeout)

    def release(self, conn: sqlite3.Connection) -> None:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        self._free.put(conn)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for the block."""
        conn = self.acquire()
        try:
            yield conn
        finally:
            self.release(conn)

    def close(self) -> None:
        while not self._free.empty():
            conn = self._free.get()
            if conn is not None:
                conn.close()


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything in the block is written, or nothing of it."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")


def migrate(conn: sqlite3.Connection) -> list[str]:
    """Applies the migrations that the database has not seen, in the order of their names."""
    conn.execute("CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY)")
    seen = {row["name"] for row in conn.execute("SELECT name FROM schema_migrations")}
    applied = []
    for script in sorted(MIGRATIONS.glob("*.sql")):
        if script.name not in seen:
            conn.executescript(script.read_text(encoding="utf-8"))
            conn.execute("INSERT INTO schema_migrations (name) VALUES (?)", (script.name,))
            applied.append(script.name)
    return applied


def open_database(path: Path, busy_timeout: float = 1.0) -> sqlite3.Connection:
    """A connection to a database that has every migration."""
    conn = connect(path, busy_timeout)
    migrate(conn)
    return conn
