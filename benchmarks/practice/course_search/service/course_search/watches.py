"""Watches: somebody is told when new courses fit a search."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.datastructures import QueryParams

from course_search.problems import BadField, BadParameter, NotInProgramme
from course_search.search import CHOICES, Wish, find

if TYPE_CHECKING:
    from course_search.settings import Settings
    from course_search.state import Programme

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_body(body: Any, settings: Settings) -> tuple[str, list[tuple[str, str]]]:
    """Address and search of a new watch, as `{email, search: {q, venue, ...}}`."""
    if not isinstance(body, dict):
        raise BadField("", "The body is no JSON object.")
    email = body.get("email")
    if not isinstance(email, str) or not _ADDRESS.fullmatch(email.strip()):
        raise BadField("email", "This is no e-mail address.")
    search = body.get("search")
    if not isinstance(search, dict) or not search:
        raise BadField("search", "Say what to look for.")
    pairs: list[tuple[str, str]] = []
    for name, value in search.items():
        if name not in (*CHOICES, "q", "price_to", "starts_from", "starts_to"):
            raise BadField(f"search.{name}", "Nothing to search by.")
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str | int | float) or isinstance(one, bool):
                raise BadField(f"search.{name}", "A text or a number, or a list of them.")
            pairs.append((name, str(one)))
    try:
        Wish.read(QueryParams(pairs), settings)
    except BadParameter as problem:
        raise BadField(f"search.{problem.extra['parameter']}", problem.detail) from problem
    return email.strip().lower(), pairs


def fits(programme: Programme, pairs: list[tuple[str, str]], settings: Settings) -> list[str]:
    """Codes of the courses that a watch finds now."""
    return sorted(find(programme, Wish.read(QueryParams([(n, v) for n, v in pairs]), settings)).codes)


def add(
    conn: sqlite3.Connection, email: str, pairs: list[tuple[str, str]], seen: list[str], today: date
) -> int:
    cursor = conn.execute(
        "INSERT INTO watches (email, query, created_on, seen) VALUES (?, ?, ?, ?)",
        (email, json.dumps(pairs), today.isoformat(), json.dumps(seen)),
    )
    return int(cursor.lastrowid or 0)


def shown(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "email": row["email"],
        "search": [list(pair) for pair in json.loads(row["query"])],
        "created_on": row["created_on"],
        "seen": len(json.loads(row["seen"])),
    }


def get(conn: sqlite3.Connection, number: int) -> sqlite3.Row:
    row = conn.execute("SELECT * FROM watches WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotInProgramme(f"There is no watch {number}.")
    return row


def check_all(conn: sqlite3.Connection, programme: Programme, settings: Settings) -> list[dict[str, Any]]:
    """The messages that are due: one for each watch that finds something it had not seen."""
    messages = []
    for row in conn.execute("SELECT * FROM watches ORDER BY id").fetchall():
        seen = json.loads(row["seen"])
        new = [code for code in fits(programme, json.loads(row["query"]), settings) if code not in seen]
        if new:
            titles = [programme.catalogue.brief(code)["title"] for code in new]
            messages.append({"to": row["email"], "watch": row["id"], "courses": new, "titles": titles})
            conn.execute("UPDATE watches SET seen = ? WHERE id = ?", (json.dumps(seen + new), row["id"]))
    return messages
