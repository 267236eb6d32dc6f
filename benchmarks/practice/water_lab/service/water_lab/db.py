"""SQLite: schema, connections, transactions."""
import sqlite3
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE points (code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, municipality TEXT NOT NULL, closed_on TEXT);
CREATE TABLE parameters (code TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, hygiene INTEGER NOT NULL DEFAULT 0);
CREATE TABLE limits (kind TEXT NOT NULL, parameter TEXT NOT NULL REFERENCES parameters, low REAL, high REAL, PRIMARY KEY (kind, parameter));
CREATE TABLE samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE, point TEXT NOT NULL REFERENCES points, taken_at TEXT NOT NULL,
    collector TEXT, status TEXT NOT NULL, remark TEXT);
CREATE TABLE results (
    sample_id INTEGER NOT NULL REFERENCES samples ON DELETE CASCADE, parameter TEXT NOT NULL REFERENCES parameters,
    value REAL, qualifier TEXT NOT NULL DEFAULT '', PRIMARY KEY (sample_id, parameter));
CREATE TABLE readings (
    point TEXT NOT NULL REFERENCES points, parameter TEXT NOT NULL REFERENCES parameters, taken_at TEXT NOT NULL, value REAL NOT NULL,
    PRIMARY KEY (point, parameter, taken_at));
CREATE TABLE alerts (
    sample_id INTEGER NOT NULL REFERENCES samples ON DELETE CASCADE, parameter TEXT NOT NULL, value REAL NOT NULL, high REAL NOT NULL,
    PRIMARY KEY (sample_id, parameter));
CREATE TABLE files (digest TEXT PRIMARY KEY, name TEXT NOT NULL, lines INTEGER NOT NULL);
"""


@contextmanager
def connection(database: Path):
    """A connection that is closed at the end; it commits by itself outside of `transaction`."""
    conn = sqlite3.connect(database, isolation_level=None, timeout=10)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    try:
        yield conn
    finally:
        conn.close()


@contextmanager
def transaction(conn: sqlite3.Connection):
    """All or nothing."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield conn
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    conn.execute("COMMIT")
