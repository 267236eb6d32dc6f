"""Saved searches, and notices of new parts that answer them."""

import json
import sqlite3
from collections.abc import Mapping

import pandas as pd

from parts_finder import search
from parts_finder.accounts import User
from parts_finder.catalogue import Catalogue
from parts_finder.errors import NotFound, PartsError

KEPT = ("q", "brand", "category", "condition", "min_price", "max_price", "year", "near", "radius_km")


def save(connection: sqlite3.Connection, user: User, name: str, parameters: Mapping[str, str], now: pd.Timestamp) -> int:
    unknown = sorted(set(parameters) - set(KEPT))
    if unknown or not name.strip():
        raise PartsError("a saved search needs a name" if not unknown else f"unknown: {', '.join(unknown)}")
    kept = {key: str(value) for key, value in parameters.items()}
    search.parse(kept)
    with connection:
        cursor = connection.execute(
            "INSERT INTO searches (user_id, name, parameters, seen_until) VALUES (?, ?, ?, ?)",
            (user.id, name.strip(), json.dumps(kept), now.isoformat()),
        )
    return int(cursor.lastrowid or 0)


def saved_by(connection: sqlite3.Connection, user: User) -> list[dict[str, object]]:
    rows = connection.execute(
        "SELECT id, name, parameters, seen_until FROM searches WHERE user_id = ? ORDER BY id", (user.id,)
    )
    return [{**dict(row), "parameters": json.loads(row["parameters"])} for row in rows]


def forget(connection: sqlite3.Connection, user: User, search_id: int) -> None:
    if not any(one["id"] == search_id for one in saved_by(connection, user)):
        raise NotFound(f"there is no saved search {search_id}")
    with connection:
        connection.execute("DELETE FROM notices WHERE search_id = ?", (search_id,))
        connection.execute("DELETE FROM searches WHERE id = ?", (search_id,))


def notify(connection: sqlite3.Connection, catalogue: Catalogue, now: pd.Timestamp) -> int:
    """Notices of the parts that were listed since each search was last looked at."""
    made = 0
    for saved in connection.execute("SELECT id, parameters, seen_until FROM searches ORDER BY id").fetchall():
        hits = search.run(catalogue, search.parse(json.loads(saved["parameters"])))
        fresh = hits[(hits["listed_at"] > pd.Timestamp(saved["seen_until"])) & (hits["listed_at"] <= now)]
        for part_id in sorted(fresh["part_id"]):
            cursor = connection.execute(
                "INSERT OR IGNORE INTO notices (search_id, part_id, created_at) VALUES (?, ?, ?)",
                (saved["id"], part_id, now.isoformat()),
            )
            made += cursor.rowcount
        connection.execute("UPDATE searches SET seen_until = ? WHERE id = ?", (now.isoformat(), saved["id"]))
    return made


def unread(connection: sqlite3.Connection, user: User) -> list[dict[str, object]]:
    rows = connection.execute(
        "SELECT notices.id, searches.name AS search, part_id, created_at FROM notices JOIN searches ON searches.id = search_id"
        " WHERE user_id = ? AND read_at IS NULL ORDER BY notices.id",
        (user.id,),
    )
    return [dict(row) for row in rows]


def read_all(connection: sqlite3.Connection, user: User, now: pd.Timestamp) -> int:
    with connection:
        cursor = connection.execute(
            "UPDATE notices SET read_at = ? WHERE read_at IS NULL AND search_id IN (SELECT id FROM searches WHERE user_id = ?)",
            (now.isoformat(), user.id),
        )
    return cursor.rowcount


def purge(connection: sqlite3.Connection, before: pd.Timestamp) -> int:
    """Forget notices that were read before a time."""
    return connection.execute("DELETE FROM notices WHERE read_at < ?", (before.isoformat(),)).rowcount
