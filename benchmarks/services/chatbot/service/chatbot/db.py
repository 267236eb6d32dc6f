"""SQLite, used from threads so that the event loop is never blocked."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    plan TEXT NOT NULL,
    language TEXT,
    time_zone TEXT,
    is_admin INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS conversations (
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id),
    title TEXT,
    language TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open',
    tags TEXT NOT NULL DEFAULT '[]',
    summary TEXT,
    summarised_to INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    closed_at TEXT
);
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    tools TEXT,
    latency_ms INTEGER,
    created_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_of ON messages (conversation_id, id);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id),
    status TEXT NOT NULL,
    items TEXT NOT NULL,
    total_cents INTEGER NOT NULL,
    currency TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    delivered_at TEXT
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS usage (
    user_id TEXT NOT NULL REFERENCES users(id),
    day TEXT NOT NULL,
    messages INTEGER NOT NULL DEFAULT 0,
    prompt_tokens INTEGER NOT NULL DEFAULT 0,
    completion_tokens INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, day)
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS feedback (
    message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    rating INTEGER NOT NULL,
    comment TEXT,
    created_at TEXT NOT NULL
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS requests (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users(id),
    created_at TEXT NOT NULL
);
"""


class Database:
    """A file with the newest tables. Each call has a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ready = False

    async def all(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Every row."""
        return await asyncio.to_thread(self._all, sql, values)

    async def one(self, sql: str, *values: Any) -> dict[str, Any] | None:
        """The first row, or None."""
        rows = await self.all(sql, *values)
        return rows[0] if rows else None

    async def run(self, sql: str, *values: Any) -> int:
        """Change something; the answer is the id of the row that was inserted last."""
        return (await self.batch([(sql, values)]))[0]

    async def batch(self, steps: Iterable[tuple[str, tuple[Any, ...]]]) -> list[int]:
        """Several changes, all or none; the answer is the id of the row that each inserted."""
        return await asyncio.to_thread(self._batch, list(steps))

    def connect(self) -> sqlite3.Connection:
        """A new connection."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=5)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        if not self._ready:
            db.executescript(SCHEMA)
            self._ready = True
        return db

    def _all(self, sql: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
        with closing(self.connect()) as db:
            return [dict(row) for row in db.execute(sql, values).fetchall()]

    def _batch(self, steps: list[tuple[str, tuple[Any, ...]]]) -> list[int]:
        with closing(self.connect()) as db, db:
            return [db.execute(sql, values).lastrowid or 0 for sql, values in steps]
