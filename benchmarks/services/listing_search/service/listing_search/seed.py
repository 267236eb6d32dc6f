"""Demonstration data: `python -m listing_search.seed` makes a new database and its index."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

from listing_search import index
from listing_search.config import Settings
from listing_search.db import open_database, transaction

FOLDER = Path(__file__).parent.parent / "data" / "seed"
TABLES = (
    "rates",
    "sellers",
    "categories",
    "listings",
    "users",
    "sessions",
    "saved_searches",
    "events",
    "price_changes",
)


def load(conn: sqlite3.Connection) -> None:
    """Fills the tables from the files of the folder; an empty cell is NULL."""
    with transaction(conn):
        conn.execute("PRAGMA defer_foreign_keys = ON")
        for table in TABLES:
            with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
                reader = csv.DictReader(lines)
                names = list(reader.fieldnames or ())
                marks = ", ".join("?" for _ in names)
                sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
                conn.executemany(sql, ([row[name] or None for name in names] for row in reader))


def main() -> None:
    settings = Settings.from_env()
    settings.database.unlink(missing_ok=True)
    conn = open_database(settings.database)
    load(conn)
    index.write(index.build(conn), settings.snapshot)
    conn.close()


if __name__ == "__main__":
    main()
