"""Suggestions while a user types: what others have searched for, then categories."""

from __future__ import annotations

import sqlite3
from typing import Any

from listing_search.categories import Tree
from listing_search.text import normalise

MOST = 8


def escaped(text: str) -> str:
    r"""A text in which `%`, `_` and `\` stand for themselves in LIKE ... ESCAPE '\'."""
    for char in "\\%_":
        text = text.replace(char, f"\\{char}")
    return text


def popular(conn: sqlite3.Connection, prefix: str, most: int) -> list[dict[str, Any]]:
    """Searches that found something and begin with the prefix, the most frequent first."""
    rows = conn.execute(
        "SELECT lower(trim(query)) AS text, count(*) AS number FROM events"
        " WHERE kind = 'search' AND results > 0 AND trim(query) LIKE ? ESCAPE '\\'"
        " GROUP BY text ORDER BY number DESC, text LIMIT ?",
        (f"{escaped(prefix)}%", most),
    )
    return [{"kind": "query", "text": row["text"], "count": row["number"]} for row in rows]


def suggestions(conn: sqlite3.Connection, tree: Tree, typed: str) -> list[dict[str, Any]]:
    """At most eight suggestions for what was typed; nothing for nothing."""
    prefix = " ".join(typed.split())
    if not prefix:
        return []
    found = popular(conn, prefix, MOST)
    folded = normalise(prefix)
    for slug, name in tree.names():
        if len(found) >= MOST:
            break
        if any(word.startswith(folded) for word in normalise(name).split()):
            found.append({"kind": "category", "slug": slug, "text": name})
    return found
