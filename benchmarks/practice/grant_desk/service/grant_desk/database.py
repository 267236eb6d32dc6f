"""The SQLite file: connections, transactions, schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = Path(__file__).with_name("sql")


def connect(path: str) -> sqlite3.Connection:
    """A connection in autocommit mode; dependencies and routes of one request run in different threads."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def create(path: str) -> sqlite3.Connection:
    """A fresh database in place of what was there."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).unlink(missing_ok=True)
    connection = connect(path)
    for script in sorted(_SCHEMA.glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
    return connection
