"""The database. Every use opens its own connection."""
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from . import settings

SCHEMA = """
CREATE TABLE sites (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL, capacity_kw REAL,
    calendar TEXT,
    tariff TEXT,
    created_at TEXT NOT NULL
);
CREATE TABLE readings (
    site TEXT NOT NULL REFERENCES sites (code), hour INTEGER NOT NULL, kw REAL NOT NULL, PRIMARY KEY (site, hour)
) WITHOUT ROWID;
CREATE TABLE holidays (calendar TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (calendar, day));
CREATE TABLE kept_forecasts (
    site TEXT NOT NULL REFERENCES sites (code), hour INTEGER NOT NULL, made_at TEXT NOT NULL,
    expected REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL, PRIMARY KEY (site, hour)
);
CREATE TABLE tariffs (name TEXT PRIMARY KEY, periods TEXT NOT NULL);
CREATE TABLE alarms (
    id INTEGER PRIMARY KEY, site TEXT NOT NULL REFERENCES sites (code), kind TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE subscriptions (
    alarm INTEGER NOT NULL REFERENCES alarms (id), address TEXT NOT NULL, PRIMARY KEY (alarm, address)
);
CREATE TABLE firings (
    alarm INTEGER NOT NULL REFERENCES alarms (id), hour INTEGER NOT NULL, kw REAL NOT NULL, PRIMARY KEY (alarm, hour)
);
"""


@contextmanager
def connection() -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept when the block ends well."""
    db = sqlite3.connect(settings.database(), timeout=10)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    try:
        with db:
            yield db
    finally:
        db.close()


def rows(query: str, *values) -> list[sqlite3.Row]:
    with connection() as db:
        return db.execute(query, values).fetchall()


def create() -> None:
    """An empty database in place of what is there."""
    settings.data().mkdir(parents=True, exist_ok=True)
    settings.database().unlink(missing_ok=True)
    with connection() as db:
        db.executescript(SCHEMA)
