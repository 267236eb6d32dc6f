"""Fills a fresh database with the demonstration data: `python -m expense_report.seed`."""

from __future__ import annotations

import base64
import json
import sqlite3
from pathlib import Path
from typing import Any

from expense_report.config import Settings
from expense_report.db import open_database, transaction

DATA = Path("data/seed")
TABLES = ("employees", "rates", "reports", "items", "history", "receipts", "delegations", "jobs")


def cell(value: Any) -> Any:
    """The value of a column; files stand in base64."""
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def load(conn: sqlite3.Connection, folder: Path = DATA) -> dict[str, int]:
    """Inserts `<table>.json` for each table; gives the number of rows of each."""
    counts = {}
    with transaction(conn):
        for table in TABLES:
            rows = json.loads((folder / f"{table}.json").read_text(encoding="utf-8"))
            for row in rows:
                columns = ", ".join(row)
                marks = ", ".join("?" * len(row))
                values = tuple(cell(value) for value in row.values())
                conn.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
            counts[table] = len(rows)
    return counts


def main() -> None:
    """Replaces the database of the environment."""
    settings = Settings.from_env()
    settings.database.unlink(missing_ok=True)
    counts = load(open_database(settings.database))
    print("seeded", ", ".join(f"{count} {table}" for table, count in counts.items()))


if __name__ == "__main__":
    main()
