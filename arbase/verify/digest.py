"""Runs inside a replayed copy: prints what is in its files, the columns of SQLite tables instead of their bytes.

Standard library only, Python 3.7 or later; its text is handed to the repository's interpreter with `-c`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import time
from pathlib import Path

SKIPPED = {".git", "__pycache__", ".pytest_cache", ".venv", "node_modules", ".mypy_cache"}
UNSTABLE = (".pyc", ".py", "-wal", "-shm", "-journal")
LARGE = 5_000_000
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?")
EPOCH = re.compile(r"(?<![\w.])1\d{9}(?:\d{3})?(?:\.\d+)?(?![\w.])")


def steady(text: str) -> str:
    """`text` without moments of about now: they differ from run to run."""
    now = time.time()
    days = {time.strftime("%Y-%m-%d", time.gmtime(now + shift)) for shift in (-86400, 0, 86400)}
    text = STAMP.sub(lambda found: "<now>" if found.group()[:10] in days else found.group(), text)
    return EPOCH.sub(lambda found: "<now>" if abs(float(found.group()[:10]) - now) < 86400 else found.group(), text)


def rows(path: Path) -> dict[str, str]:
    """One digest for each column: how long something took differs from run to run, what is beside it does not."""
    found: dict[str, str] = {}
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for name in names:
            quoted = name.replace('"', '""')
            cursor = connection.execute(f'select * from "{quoted}"')  # noqa: S608 - names cannot be bound; a copy
            digests = [(column[0], hashlib.sha256()) for column in cursor.description]
            for row in cursor:
                for index, value in enumerate(row):
                    digests[index][1].update(steady(repr(value)).encode() + b"\0")
            found.update({f"{path}#{name}.{column}": digest.hexdigest()[:16] for column, digest in digests})
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
                text = steady(content.decode("latin-1")) if len(content) < LARGE else content.decode("latin-1")
                found[str(path)] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return found


if __name__ == "__main__":
    print(json.dumps(digests()))  # noqa: T201 - standard output is the answer
