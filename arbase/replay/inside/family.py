"""Keeps the zygote apart from the code it starts: what that leaves behind is ended, and it cannot look in here."""

from __future__ import annotations

import ctypes
import os
import signal
from typing import Iterable

from .guard import caught

_SET_DUMPABLE, _SET_CHILD_SUBREAPER = 4, 36
ROUNDS = 50


def adopt() -> None:
    """Become the parent of orphans, and close this process's memory and descriptors to others of the same user."""
    _control(_SET_CHILD_SUBREAPER, 1)
    _control(_SET_DUMPABLE, 0)


def release() -> None:
    """Make a forked process an ordinary one again: programs read about themselves in /proc."""
    _control(_SET_DUMPABLE, 1)


def end_orphans(known: Iterable[int]) -> None:
    """Kill every child that is not in `known`. Where the system does not tell the children, nothing happens."""
    kept = set(known)
    for _ in range(ROUNDS):
        listing, failure = caught(_children)
        orphans = [] if failure is not None else [pid for pid in listing if pid not in kept]
        if not orphans:
            return
        for pid in orphans:
            caught(os.kill, pid, signal.SIGKILL)
            caught(os.waitpid, pid, 0)


def _children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as listing:
        return [int(word) for word in listing.read().split()]


def _control(option: int, value: int) -> None:
    caught(lambda: ctypes.CDLL(None).prctl(option, value, 0, 0, 0))
