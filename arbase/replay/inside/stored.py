"""Input files, and changes of the data that a service keeps in SQLite files, for the time of one stimulus."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import Any

WAIT_SECONDS = 1.0


class Stored:
    """Writes files under `root`, lays changes over SQLite files and takes both back; others may have the files open."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._kept: dict[str, sqlite3.Connection] = {}
        self._files: dict[str, bytes | None] = {}

    def write(self, files: list[list[str]]) -> None:
        """Write the input files of a stimulus; a path that leaves the copy is left out."""
        for relative, text in files:
            path = os.path.join(self._root, relative)
            inside = (os.path.realpath(os.path.dirname(path)) + os.sep).startswith(self._root + os.sep)
            if inside and not os.path.islink(path):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                if path not in self._files:
                    self._files[path] = _content(path)
                with open(path, "w", encoding="utf-8", newline="") as target:
                    target.write(text)

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
        for path, content in self._files.items():
            if os.path.islink(path):
                os.unlink(path)  # whoever ran may have put one there, to have something else written over
            if content is not None:
                with open(path, "wb") as target:
                    target.write(content)
            elif os.path.lexists(path):
                os.unlink(path)
        self._files.clear()

    def _inside(self, relative: str) -> str:
        path = os.path.realpath(os.path.join(self._root, relative))
        if not path.startswith(self._root + os.sep) or not os.path.isfile(path):
            raise ValueError(f"there is no data at {relative}")
        return path


def _content(path: str) -> bytes | None:
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as source:
        return source.read()
