"""Clients on bad networks send a message twice. The second time is refused, so that nobody pays for two answers."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from chatbot import clock
from chatbot.db import Database
from chatbot.errors import Conflict


async def remember(db: Database, user: dict[str, Any], request_id: str, now: datetime) -> None:
    """Keep the id of a request. Raises Conflict for one that we have seen."""
    try:
        await db.run("INSERT INTO requests VALUES (?, ?, ?)", request_id, user["id"], clock.stamp(now))
    except sqlite3.IntegrityError as error:
        raise Conflict("the message was sent before") from error
