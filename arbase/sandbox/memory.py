"""Watches what a tree of processes uses together, which limits on each single process cannot."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class MemoryWatch:
    """The resident memory of the process `root` and all below it, against a limit in bytes."""

    def __init__(self, root: int, limit: int) -> None:
        self._root = root
        self._limit = limit

    def overspent(self) -> bool:
        """Whether the tree holds more than the limit.

        Resident sizes count shared pages once for each process, so only where their sum is too much the exact (and
        slow) proportional sizes are added up.
        """
        pids = _tree(self._root)
        if sum(map(_resident, pids)) <= self._limit:
            return False
        return sum(map(_proportional, pids)) > self._limit


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found.extend(map(int, children.read_text().split()))
        except (OSError, ValueError):
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    except (OSError, ValueError, IndexError):
        return _resident(pid)
