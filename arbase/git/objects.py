"""What git says of objects never changes, so each question is asked once: a stage asks the same ones by the hundred."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from pathlib import Path

from arbase.git.command import git
from arbase.git.shadow import git_folder

# All that is kept, and the longest answer that is, in bytes: an answer of the size of a file, not of a repository.
KEPT = 64 << 20
LONGEST = 256 << 10
_WHOLE_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?(?:[~^]\d{0,4}){0,9}(?:\^\{commit\})?")


def is_whole_name(revision: str) -> bool:
    """Whether `revision` is a full object name, or one of its ancestors by place: it means one object for ever."""
    return _WHOLE_NAME.fullmatch(revision) is not None


def of_objects(repository: Path, *words: str) -> bytes:
    """As `git`, for a question whose answer depends on nothing but objects that `words` give by their whole names.

    Complaints are not kept: an object that is missing now may be fetched later. Raises WorkspaceError as `git` does.
    """
    key = _key(repository, words)
    return git(repository, *words) if key is None else _ANSWERS.get(key, repository)


def known_from(repository: Path, words: tuple[str, ...], answer: bytes) -> None:
    """Keep an answer that was part of a larger one, so that nobody has to ask for it alone."""
    key = _key(repository, words)
    if key is not None:
        _ANSWERS.keep(key, answer)


_Key = tuple[str, int, int, tuple[str, ...]]


def _key(repository: Path, words: tuple[str, ...]) -> _Key | None:
    folder = git_folder(repository)
    if folder is None:
        return None
    # A folder may be deleted and another made in its place, with the same number: its name does not say which it is.
    details = folder.stat()
    return str(folder.resolve()), details.st_ino, details.st_ctime_ns, words


class _Answers:
    """The answers asked for last, up to `KEPT` bytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._size = 0
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()

    def get(self, key: _Key, repository: Path) -> bytes:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        answer = git(repository, *key[3])
        self.keep(key, answer)
        return answer

    def keep(self, key: _Key, answer: bytes) -> None:
        """Keep it, unless it is long."""
        if len(answer) > LONGEST:
            return
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._size += len(answer)
            while self._size > KEPT:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest)


_ANSWERS = _Answers()
