"""Watches how much a command writes to its working folder, which no limit of a single file or process bounds."""

from __future__ import annotations

import os
import time
from pathlib import Path

LOOK_EVERY_SECONDS = 1.0


class DiskWatch:
    """What is added below `folder` against a limit in bytes.

    Walking a folder is slow, so it is measured only where the file system lost as much free space since the start.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._free = _free(folder)
        self._before = _size(folder)
        self._looked_at = time.monotonic()

    def overspent(self) -> bool:
        """Whether more was added than the limit; looks about once a second."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY_SECONDS:
            return False
        self._looked_at = now
        if self._free - _free(self._folder) <= self._limit:
            return False
        return _size(self._folder) - self._before > self._limit


def _free(folder: Path) -> int:
    known = os.statvfs(folder)
    return known.f_bfree * known.f_frsize


def _size(folder: Path) -> int:
    """Bytes on disk below `folder`; links are not followed, what vanishes meanwhile does not count."""
    total = 0
    pending = [str(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    details = entry.stat(follow_symlinks=False)
                    total += details.st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError:
            continue
    return total
