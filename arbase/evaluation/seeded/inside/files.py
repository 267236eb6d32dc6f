"""The data files of a scratch tree, put back to what set-up made before each occurrence."""

from __future__ import annotations

import os
from collections.abc import Iterator

_SKIPPED = frozenset({"__pycache__", ".git", ".pytest_cache", ".ruff_cache"})


class Data:
    """All files of the tree that are not code, with their content."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._kept = {path: (self._state(path), self._read(path)) for path in self._files()}

    def restore(self) -> None:
        """Every file as it was; what came since is removed."""
        now = set(self._files())
        for path in now - set(self._kept):
            os.unlink(path)
        for path, (state, content) in self._kept.items():
            if path in now and self._state(path) == state:
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as out:
                out.write(content)
            os.utime(path, ns=(state[1], state[1]))

    def changed(self) -> bool:
        """Whether any file is not as it was."""
        now = {path: self._state(path) for path in self._files()}
        return now != {path: state for path, (state, _) in self._kept.items()}

    def _files(self) -> Iterator[str]:
        for folder, inner, names in os.walk(self._root):
            inner[:] = [name for name in inner if name not in _SKIPPED]
            for name in names:
                if not name.endswith((".py", ".pyc")):
                    yield os.path.join(folder, name)

    @staticmethod
    def _state(path: str) -> tuple[int, int]:
        found = os.stat(path)
        return found.st_size, found.st_mtime_ns

    @staticmethod
    def _read(path: str) -> bytes:
        with open(path, "rb") as file:
            return file.read()
