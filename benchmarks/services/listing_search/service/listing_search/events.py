"""What users do with results, for the weekly report and for suggestions."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from listing_search.clock import parse_instant, to_db
from listing_search.config import Settings
from listing_search.db import transaction
from listing_search.errors import Unavailable

log = logging.getLogger(__name__)
MOST = 100


class EventIn(BaseModel):
    """One event as apps send it; `results` comes with searches, `position` with clicks."""

    id: str = Field(min_length=1, max_length=64)
    kind: Literal["search", "click", "save", "contact"]
    at: str
    listing_id: str | None = None
    query: str | None = Field(default=None, max_length=200)
    position: int | None = Field(default=None, ge=0)
    results: int | None = Field(default=None, ge=0)


class Batch(BaseModel):
    events: list[EventIn] = Field(max_length=MOST)


def store(
    conn: sqlite3.Connection, settings: Settings, batch: Batch, user_id: str | None
) -> dict[str, Any]:
    """Keeps the events; apps send again what they are unsure of, so known ids are left out.

    Raises Invalid, and Unavailable when the database is locked.
    """
    rows = []
    for event in batch.events:
        at = to_db(parse_instant(event.at, settings.timezone, "at"))
        rows.append(
            (
                event.id,
                event.kind,
                at,
                user_id,
                event.listing_id,
                event.query,
                event.position,
                event.results,
            )
        )
    stored = 0
    try:
        with transaction(conn):
            for row in rows:
                try:
                    conn.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                    stored += 1
                except sqlite3.IntegrityError:
                    log.exception("event %s is there already", row[0])
    except sqlite3.OperationalError as error:
        raise Unavailable("The events cannot be stored now.", code="locked") from error
    return {"stored": stored, "known": len(rows) - stored}


def count_views(conn: sqlite3.Connection, listing_id: str, now: datetime) -> None:
    """One more view; a view that cannot be counted is not worth an error page."""
    try:
        conn.execute("UPDATE listings SET views = views + 1 WHERE id = ?", (listing_id,))
    except sqlite3.OperationalError:
        log.warning("a view of %s at %s was not counted", listing_id, to_db(now), exc_info=True)
