"""Loads the demonstration data: `python -m club_members.seed`. Passwords are `steinfeld-<id>`, tokens `demo-<id>`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from club_members.config import Settings
from club_members.database import atomic, connect, create_schema
from club_members.passwords import digest_of, hash_password

FOLDER = Path("data/demo")
ORDER = ("members", "memberships", "families", "relatives", "courts", "bookings", "invoices")
CREATED = "2026-01-02T08:00:00+00:00"


def load(conn: sqlite3.Connection, folder: Path = FOLDER) -> None:
    """Fill an empty database."""
    for table in ORDER:
        for entry in json.loads((folder / f"{table}.json").read_text(encoding="utf-8")):
            _insert(conn, table, _completed(table, entry))
    for row in conn.execute("SELECT id FROM members").fetchall():
        token = {"digest": digest_of(f"demo-{row[0]}"), "member_id": row[0], "purpose": "session", "label": "tablet"}
        _insert(conn, "tokens", token | {"created_at": CREATED})


def _completed(table: str, entry: dict[str, Any]) -> dict[str, Any]:
    if table != "members":
        return entry
    password = hash_password(f"steinfeld-{entry['id']}", 1000, f"demo{entry['id']}")
    kept = json.dumps(entry["preferences"]) if entry.get("preferences") is not None else None
    return {"created_at": CREATED, "verified_at": CREATED, "password": password, **entry, "preferences": kept}


def _insert(conn: sqlite3.Connection, table: str, entry: dict[str, Any]) -> None:
    names, marks = ", ".join(entry), ", ".join("?" * len(entry))
    conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(entry.values()))


def main() -> None:
    """Start anew with the demonstration data."""
    settings = Settings.from_environ()
    settings.database.unlink(missing_ok=True)
    conn = connect(settings.database)
    create_schema(conn)
    with atomic(conn):
        load(conn)
    conn.close()


if __name__ == "__main__":
    main()
