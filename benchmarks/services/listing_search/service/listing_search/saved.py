"""Saved searches of users."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from listing_search import query as queries
from listing_search.clock import from_db, to_db
from listing_search.errors import Conflict, NotFound
from listing_search.query import Query

MOST = 20
EVERY = {
    "instant": timedelta(0),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
}


class SavedSearchIn(BaseModel):
    """What a client sends to save a search; without a name it is named after its text."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=60)
    params: dict[str, str]
    frequency: Literal["instant", "daily", "weekly", "never"] = "daily"


class SavedSearchChange(BaseModel):
    """What can be changed later; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=60)
    frequency: Literal["instant", "daily", "weekly", "never"] | None = None


@dataclass(frozen=True)
class SavedSearch:
    """`last_run_at` is None until the worker has looked for the first time."""

    id: int
    user_id: str
    name: str
    query: Query
    frequency: str
    created_at: datetime
    last_run_at: datetime | None
    attempts: int


def saved_of(row: sqlite3.Row) -> SavedSearch:
    last_run_at = row["last_run_at"]
    return SavedSearch(
        id=row["id"],
        user_id=row["user_id"],
        name=row["name"],
        query=queries.parse(json.loads(row["params"])),
        frequency=row["frequency"],
        created_at=from_db(row["created_at"]),
        last_run_at=from_db(last_run_at) if last_run_at else None,
        attempts=row["attempts"],
    )


def of_user(conn: sqlite3.Connection, user_id: str) -> list[SavedSearch]:
    rows = conn.execute(
        "SELECT * FROM saved_searches WHERE user_id = ? ORDER BY created_at, id", (user_id,)
    )
    return [saved_of(row) for row in rows]


def get(conn: sqlite3.Connection, user_id: str, saved_id: int) -> SavedSearch:
    """A saved search of this user; those of others are not there. Raises NotFound."""
    row = conn.execute(
        "SELECT * FROM saved_searches WHERE id = ? AND user_id = ?", (saved_id, user_id)
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no saved search {saved_id}.")
    return saved_of(row)


def usual_name(query: Query) -> str:
    """A name for a search that was given none."""
    return query.text or query.category or query.city or "All listings"


def free_name(conn: sqlite3.Connection, user_id: str, name: str) -> str:
    """The name, or with a number behind it where the user has it already."""
    rows = conn.execute("SELECT name FROM saved_searches WHERE user_id = ?", (user_id,))
    taken = {row["name"] for row in rows}
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def create(
    conn: sqlite3.Connection, user_id: str, wanted: SavedSearchIn, now: datetime
) -> SavedSearch:
    """Saves a search. Raises Conflict when the user has too many or one of this name."""
    query = queries.parse(wanted.params)
    if len(of_user(conn, user_id)) >= MOST:
        raise Conflict(f"{user_id} has {MOST} saved searches already.", code="too_many_saved")
    name = wanted.name or free_name(conn, user_id, usual_name(query))
    params = json.dumps(queries.to_params(query), ensure_ascii=False)
    try:
        done = conn.execute(
            "INSERT INTO saved_searches (user_id, name, params, frequency, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (user_id, name, params, wanted.frequency, to_db(now)),
        )
    except sqlite3.IntegrityError as error:
        raise Conflict(f"There is a saved search {name} already.", code="name_taken") from error
    return get(conn, user_id, int(done.lastrowid or 0))


def change(
    conn: sqlite3.Connection, user_id: str, saved_id: int, wanted: SavedSearchChange
) -> SavedSearch:
    """Changes the fields that are given. Raises NotFound, Conflict."""
    known = get(conn, user_id, saved_id)
    name = wanted.name or known.name
    frequency = wanted.frequency or known.frequency
    try:
        conn.execute(
            "UPDATE saved_searches SET name = ?, frequency = ? WHERE id = ?",
            (name, frequency, saved_id),
        )
    except sqlite3.IntegrityError as error:
        raise Conflict(f"There is a saved search {name} already.", code="name_taken") from error
    return get(conn, user_id, saved_id)


def remove(conn: sqlite3.Connection, user_id: str, saved_id: int) -> None:
    get(conn, user_id, saved_id)
    conn.execute("DELETE FROM saved_searches WHERE id = ?", (saved_id,))


def is_due(saved: SavedSearch, now: datetime) -> bool:
    """Whether the worker should look again."""
    every = EVERY.get(saved.frequency)
    if every is None:
        return False
    return saved.last_run_at is None or now - saved.last_run_at >= every


def saved_json(saved: SavedSearch) -> dict[str, Any]:
    return {
        "id": saved.id,
        "name": saved.name,
        "params": queries.to_params(saved.query),
        "frequency": saved.frequency,
        "created_at": to_db(saved.created_at),
        "last_run_at": to_db(saved.last_run_at) if saved.last_run_at else None,
    }
