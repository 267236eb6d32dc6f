"""Changes of the data that a service keeps in SQLite files, for the time of one stimulus."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import Any

WAIT_SECONDS = 1.0


class Stored:
    """Lays changes over SQLite files under `root` and takes them back, while others may have the files open."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._kept: dict[str, sqlite3.Connection] = {}

    def lay(self, changes: list[dict[str, Any]]) -> None:
        """Make the changes, all or none. Raises sqlite3.Error, or ValueError for a file that is not there."""
        for change in changes:
            path = self._inside(change["path"])
            with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as database:
                if path not in self._kept:
                    self._kept[path] = sqlite3.connect(":memory:")
                    database.backup(self._kept[path])
                database.execute(change["sql"], change["values"])
                database.commit()

    def take_back(self) -> None:
        """Make the files what they were; what else was written to them in the meantime goes too."""
        for path, kept in self._kept.items():
            with closing(kept), closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as database:
                kept.backup(database)
        self._kept.clear()

    def _inside(self, relative: str) -> str:
        path = os.path.realpath(os.path.join(self._root, relative))
        if not path.startswith(self._root + os.sep) or not os.path.isfile(path):
            raise ValueError(f"there is no data at {relative}")
        return path
