"""Runs inside a replayed copy: prints what is in its files, the rows of SQLite databases instead of their bytes.

Standard library only, Python 3.7 or later; its text is handed to the repository's interpreter with `-c`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from pathlib import Path

SKIPPED = {".git", "__pycache__", ".pytest_cache", ".venv", "node_modules", ".mypy_cache"}
UNSTABLE = (".pyc", ".py", "-wal", "-shm", "-journal")


def rows(path: Path) -> dict[str, str]:
    """One digest for each table."""
    found = {}
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for name in names:
            digest = hashlib.sha256()
            quoted = name.replace('"', '""')
            for row in connection.execute(f'select * from "{quoted}"'):  # noqa: S608 - names cannot be bound; a copy
                digest.update(repr(row).encode())
            found[f"{path}#{name}"] = digest.hexdigest()[:16]
    finally:
        connection.close()
    return found


def digests() -> dict[str, str]:
    """A digest for each file, or table, under the current folder."""
    found: dict[str, str] = {}
    for folder, names, files in os.walk("."):
        names[:] = sorted(name for name in names if name not in SKIPPED)
        for file in sorted(files):
            path = Path(folder) / file
            if path.is_symlink() or file.endswith(UNSTABLE):
                continue
            content = path.read_bytes()
            if content.startswith(b"SQLite format 3"):
                found.update(rows(path))
            else:
                found[str(path)] = hashlib.sha256(content).hexdigest()[:16]
    return found


if __name__ == "__main__":
    print(json.dumps(digests()))  # noqa: T201 - standard output is the answer
