"""SQLite: connections, schema, transactions."""
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS regions (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, outline TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS trails (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    region_id INTEGER NOT NULL REFERENCES regions(id), difficulty TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS huts (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, region_id INTEGER NOT NULL REFERENCES regions(id),
    elevation_m INTEGER, beds INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS closures (
    id INTEGER PRIMARY KEY, trail_id INTEGER NOT NULL REFERENCES trails(id), reason TEXT NOT NULL,
    starts_on TEXT NOT NULL, ends_on TEXT, detour_id INTEGER REFERENCES trails(id)
);
CREATE TABLE IF NOT EXISTS tracks (
    id INTEGER PRIMARY KEY, trail_id INTEGER NOT NULL UNIQUE REFERENCES trails(id), name TEXT,
    point_count INTEGER NOT NULL, length_m REAL NOT NULL, highest_m REAL, lowest_m REAL, ascent_m REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS points (
    track_id INTEGER NOT NULL REFERENCES tracks(id), position INTEGER NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, ele REAL, PRIMARY KEY (track_id, position)
);
CREATE TABLE IF NOT EXISTS counts (
    trail_id INTEGER NOT NULL REFERENCES trails(id), counted_at TEXT NOT NULL, people INTEGER NOT NULL
);
"""


def connect(path: Path | str) -> sqlite3.Connection:
    # isolation_level=None: sqlite3 opens no transactions of its own, see transaction().
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def create_schema(connection: sqlite3.Connection) -> None:
    connection.executescript(SCHEMA)


@contextmanager
def opened(path: Path | str) -> Iterator[sqlite3.Connection]:
    """A connection for one request or one command."""
    connection = connect(path)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commits at the end of the block, rolls back if it fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
