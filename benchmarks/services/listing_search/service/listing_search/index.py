"""The search index: a table of all active listings, built from the database, kept in one file.

The worker writes the file, every web process reads it again when it has changed.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from listing_search.errors import Unavailable
from listing_search.text import normalise

COLUMNS = {
    "id": "str",
    "title": "str",
    "description": "str",
    "category": "str",
    "price": "float64",
    "condition": "str",
    "city": "str",
    "lat": "float64",
    "lon": "float64",
    "seller_id": "str",
    "rating": "float64",
    "posted_at": "str",
    "views": "int64",
    "saves": "int64",
    "photos": "int64",
}
MISSING = {name: [""] for name in ("price", "city", "lat", "lon", "rating")}

SQL = """
SELECT l.id, l.title, l.description, l.category,
       l.price_cents / 100.0 / r.rate AS price,
       l.condition, l.city, l.lat, l.lon, l.seller_id, s.rating, l.posted_at, l.views, l.saves,
       json_array_length(l.photos) AS photos
FROM listings l JOIN sellers s ON s.id = l.seller_id JOIN rates r ON r.currency = l.currency
WHERE l.status = 'active'
ORDER BY l.posted_at DESC, l.id DESC
"""


@dataclass(frozen=True)
class Snapshot:
    """The index as it was at one moment. `version` changes with every build.

    One row a listing; `price` is in our currency and NaN on request, `posted_at` is UTC;
    `head` and `body` are title and description as they are searched.
    """

    frame: pd.DataFrame
    version: str


def build(conn: sqlite3.Connection) -> pd.DataFrame:
    """The table of the active listings, newest first."""
    frame = pd.read_sql_query(SQL, conn)
    return frame.astype({name: kind for name, kind in COLUMNS.items() if kind != "str"})


def write(frame: pd.DataFrame, path: Path) -> None:
    """Replaces the file in one step: a reader sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    frame.to_csv(draft, columns=list(COLUMNS), index=False, encoding="utf-8")
    draft.replace(path)


def prepared(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with what searches need beside the columns of the file."""
    return frame.assign(
        posted_at=pd.to_datetime(frame["posted_at"], utc=True, format="ISO8601"),
        head=frame["title"].map(normalise),
        body=frame["description"].map(normalise),
    )


def read(path: Path) -> pd.DataFrame:
    """The table of a file; texts such as `NA` or `null` are texts."""
    return pd.read_csv(
        path, dtype=COLUMNS, keep_default_na=False, na_values=MISSING, encoding="utf-8"
    )


class Index:
    """The index of this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: int | None = None
        self._snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        """The newest snapshot. Raises Unavailable when there is none yet."""
        try:
            stamp = self._path.stat().st_mtime_ns
        except FileNotFoundError as error:
            raise Unavailable("The index is being built.", code="no_index") from error
        with self._lock:
            if self._snapshot is None or stamp != self._stamp:
                frame = prepared(read(self._path))
                self._snapshot = Snapshot(frame, f"{stamp:x}")
                self._stamp = stamp
            return self._snapshot

    def built_at(self) -> datetime | None:
        """When the file was written; None without one."""
        try:
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        except FileNotFoundError:
            return None
