"""Users: name, plan, language and time zone. Accounts are made by the shop."""

from __future__ import annotations

from typing import Any

from chatbot.db import Database

COLUMNS = ("name", "language", "time_zone")


async def find(db: Database, user_id: str) -> dict[str, Any] | None:
    """The user, or None."""
    return await db.one("SELECT * FROM users WHERE id = ?", user_id)


async def change(db: Database, user_id: str, changes: dict[str, Any]) -> None:
    """Change what users may change themselves."""
    for name in COLUMNS:
        if name in changes:
            await db.run(f"UPDATE users SET {name} = ? WHERE id = ?", changes[name], user_id)


def first_name(user: dict[str, Any]) -> str:
    """How the assistant calls the user."""
    words = user["name"].split()
    return words[0] if words else user["id"]
