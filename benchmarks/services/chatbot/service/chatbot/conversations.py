"""Conversations and their messages."""

from __future__ import annotations

import json
from typing import Any

from chatbot import clock
from chatbot.db import Database
from chatbot.errors import Conflict, NotFound
from chatbot.tokens import count

MAX_TAGS = 5


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "tags": json.loads(row["tags"])}


async def create(db: Database, user: dict[str, Any], language: str, title: str | None, now) -> dict[str, Any]:
    """Start a conversation."""
    at = clock.stamp(now)
    number = await db.run(
        "INSERT INTO conversations (user_id, title, language, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        *(user["id"], title, language, at, at),
    )
    return await get(db, user, number)


async def get(db: Database, user: dict[str, Any], number: int) -> dict[str, Any]:
    """A conversation of the user's. Raises NotFound, also for those of others."""
    row = await db.one("SELECT * FROM conversations WHERE id = ? AND user_id = ?", number, user["id"])
    if row is None:
        raise NotFound(f"there is no conversation {number}")
    return _read(row)


async def require_open(db: Database, user: dict[str, Any], number: int) -> dict[str, Any]:
    """The same for one that may still be changed. Raises NotFound or Conflict."""
    conversation = await get(db, user, number)
    if conversation["status"] != "open":
        raise Conflict(f"conversation {number} is closed")
    return conversation


async def page(
    db: Database, user: dict[str, Any], status: str | None, tag: str | None, page: int, size: int
) -> tuple[list[dict[str, Any]], int]:
    """One page of the user's conversations, the newest first, and the number of all that match."""
    rows = await db.all("SELECT * FROM conversations WHERE user_id = ? ORDER BY updated_at DESC, id DESC", user["id"])
    found = [_read(row) for row in rows if status in (None, row["status"])]
    if tag is not None:
        found = [item for item in found if tag.casefold() in (own.casefold() for own in item["tags"])]
    start = (page - 1) * size
    return found[start : start + size], len(found)


async def change(db: Database, number: int, title: str | None, tags: list[str] | None) -> None:
    """Change title and tags; None leaves them as they are."""
    if title is not None:
        await db.run("UPDATE conversations SET title = ? WHERE id = ?", title.strip() or None, number)
    if tags is not None:
        await db.run("UPDATE conversations SET tags = ? WHERE id = ?", json.dumps(clean_tags(tags)), number)


def clean_tags(tags: list[str]) -> list[str]:
    """Without blanks and repetitions, in their order, at most five."""
    kept = dict.fromkeys(" ".join(tag.split()) for tag in tags)
    return [tag for tag in kept if tag][:MAX_TAGS]


async def close(db: Database, number: int, now) -> None:
    """Nothing can be added to a closed conversation."""
    at = clock.stamp(now)
    await db.run("UPDATE conversations SET status = 'closed', closed_at = ?, updated_at = ? WHERE id = ?", at, at, number)


async def delete(db: Database, number: int) -> None:
    """Take a conversation out with all that belongs to it."""
    await db.run("DELETE FROM conversations WHERE id = ?", number)


async def messages(db: Database, number: int, after: int = 0) -> list[dict[str, Any]]:
    """The messages after the one of that id, oldest first."""
    rows = await db.all("SELECT * FROM messages WHERE conversation_id = ? AND id > ? ORDER BY id", number, after)
    return [{**row, "tools": json.loads(row["tools"] or "[]")} for row in rows]


async def add_turn(db: Database, number: int, text: str, reply: dict[str, Any], now) -> tuple[int, int]:
    """Store what the user said and what the assistant answered; gives both ids."""
    at = clock.stamp(now)
    sql = (
        "INSERT INTO messages (conversation_id, role, content, tokens, tools, latency_ms, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    said = (number, "user", text, count(text), None, None, at)
    answered = (
        *(number, "assistant", reply["content"], reply["completion_tokens"]),
        *(json.dumps(reply["tools"]), reply["latency_ms"], at),
    )
    touch = "UPDATE conversations SET updated_at = ? WHERE id = ?"
    first, second, _ = await db.batch([(sql, said), (sql, answered), (touch, (at, number))])
    return first, second
