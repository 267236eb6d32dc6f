"""Paths that came from an event, a patch or a model: relative, plain, and inside the repository, or refused.

And which paths are those of tests.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from arbase.domain.errors import PathRefused

LENGTH = 1024


def relative(path: str) -> str:
    """`path` in its plain form with forward slashes. Raises PathRefused if it is not a path below the repository."""
    shown = repr(path[:80])
    if not path or len(path) > LENGTH or any(ord(letter) < 32 or letter == "\x7f" for letter in path):
        raise PathRefused(f"The path {shown} is empty, too long or holds control characters.")
    if path.startswith(("/", "~", "\\")) or path[1:2] == ":":
        raise PathRefused(f"The path {shown} is absolute; only paths relative to the repository are read.")
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or any(part.lower() == ".git" for part in parts):
        raise PathRefused(f"The path {shown} leads out of the repository's files.")
    return "/".join(parts)


def inside(root: Path, path: str) -> Path:
    """The file or folder `path` below `root`. Raises PathRefused also where a link is on the way, wherever it leads."""
    place = root
    for part in relative(path).split("/"):
        place = place / part
        try:
            mode = os.lstat(place).st_mode
        except OSError:
            continue
        if stat.S_ISLNK(mode):
            raise PathRefused(f"The path {path[:80]!r} goes through a link.")
    return place


def is_test(path: str) -> bool:
    """The file is a test or serves tests."""
    parts = Path(path).parts
    name = parts[-1]
    return (
        any(part in ("tests", "test", "testing") for part in parts[:-1])
        or name.startswith("test_")
        or name.endswith("_test.py")
        or name == "conftest.py"
    )
