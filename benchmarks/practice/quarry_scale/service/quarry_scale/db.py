"""Connections, transactions and the files that make the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app, g

SQL = Path(__file__).with_name("sql")


def connect(path: str) -> sqlite3.Connection:
    """A connection in autocommit mode; `transaction` begins what belongs together."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def get_db() -> sqlite3.Connection:
    """The connection of this request or command."""
    if "db" not in g:
        g.db = connect(current_app.config["DATABASE"])
    return g.db


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what happens inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def create(path: str, demo: bool) -> list[str]:
    """A fresh database at `path`; gives the names of the files that were run."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    connection = connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    done = []
    for file in sorted(SQL.glob("*.sql")):
        if demo or not file.stem.endswith("_demo"):
            connection.executescript(f"BEGIN;\n{file.read_text(encoding='utf-8')}\nCOMMIT;")
            done.append(file.name)
    connection.close()
    return done


def init_app(app: Flask) -> None:
    """Close the connection with the request."""

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        connection = g.pop("db", None)
        if connection is not None:
            connection.close()
