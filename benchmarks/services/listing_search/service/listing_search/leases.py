"""Leases: only one worker or job of a name at a time, also on several machines."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from listing_search.clock import from_db, to_db
from listing_search.db import transaction

LENGTH = timedelta(minutes=10)


class Overlap(Exception):
    """Another one of this name is at work."""


def me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def lease(conn: sqlite3.Connection, name: str, now: datetime) -> Iterator[None]:
    """Holds the lease for the block. One that has run out is taken over. Raises Overlap."""
    holder = me()
    with transaction(conn):
        row = conn.execute("SELECT * FROM leases WHERE name = ?", (name,)).fetchone()
        if row is not None and from_db(row["expires_at"]) > now:
            raise Overlap(f"{name} is held by {row['holder']} until {row['expires_at']}")
        conn.execute(
            "INSERT OR REPLACE INTO leases (name, holder, expires_at) VALUES (?, ?, ?)",
            (name, holder, to_db(now + LENGTH)),
        )
    try:
        yield
    finally:
        conn.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))
