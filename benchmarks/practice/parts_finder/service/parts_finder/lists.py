"""Lists of parts that users keep."""

import sqlite3

from parts_finder.accounts import User
from parts_finder.errors import NotFound, PartsError


def all_of(connection: sqlite3.Connection, user: User) -> list[dict[str, object]]:
    rows = connection.execute(
        "SELECT lists.id, name, COUNT(part_id) AS parts FROM lists LEFT JOIN list_items ON list_id = lists.id"
        " WHERE user_id = ? GROUP BY lists.id ORDER BY name, lists.id",
        (user.id,),
    )
    return [dict(row) for row in rows]


def create(connection: sqlite3.Connection, user: User, name: str) -> int:
    if not name.strip():
        raise PartsError("a list needs a name")
    with connection:
        cursor = connection.execute("INSERT INTO lists (user_id, name) VALUES (?, ?)", (user.id, name.strip()))
    return int(cursor.lastrowid or 0)


def owned(connection: sqlite3.Connection, user: User, list_id: int) -> sqlite3.Row:
    row = connection.execute("SELECT id, name FROM lists WHERE id = ? AND user_id = ?", (list_id, user.id)).fetchone()
    if row is None:
        raise NotFound(f"there is no list {list_id}")
    return row


def part_ids(connection: sqlite3.Connection, user: User, list_id: int) -> list[str]:
    """In the order in which they were put on the list."""
    owned(connection, user, list_id)
    rows = connection.execute("SELECT part_id FROM list_items WHERE list_id = ? ORDER BY rowid", (list_id,))
    return [row["part_id"] for row in rows]


def add(connection: sqlite3.Connection, user: User, list_id: int, part_id: str) -> None:
    owned(connection, user, list_id)
    with connection:
        connection.execute("INSERT OR IGNORE INTO list_items (list_id, part_id) VALUES (?, ?)", (list_id, part_id))


def remove(connection: sqlite3.Connection, user: User, list_id: int, part_id: str) -> None:
    owned(connection, user, list_id)
    with connection:
        connection.execute("DELETE FROM list_items WHERE list_id = ? AND part_id = ?", (list_id, part_id))
