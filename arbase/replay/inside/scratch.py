"""The scratch copy of the repository that a variant runs in: filled once, restored between variants."""

from __future__ import annotations

import os
import shutil
import stat
from typing import Iterator, Tuple

SKIPPED = frozenset(
    (
        ".git",
        ".hg",
        ".venv",
        "node_modules",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        "__pycache__",
    )
)
Mark = Tuple[int, ...]  # (kind, inode, size, mtime, ctime); ctime cannot be set back by the code that runs


class Scratch:
    """A copy of `tree` at `root`.

    Copying a tree for every variant costs more than running it; looking at each file's inode, size and times costs
    little, so only what a variant changed is put back.
    """

    def __init__(self, tree: str, root: str) -> None:
        self.tree = tree
        self.root = root
        self._marks: dict[str, Mark] = {}
        self._kept: dict[str, bytes] = {}
        self._originals: dict[str, Mark] = {}

    def fill(self) -> None:
        """Make the copy."""
        os.makedirs(self.root, exist_ok=True)
        self.refresh()

    def refresh(self) -> None:
        """Follow what changed in `tree` since the copy was made."""
        found = {relative: _mark(os.path.join(self.tree, relative)) for relative in _walk(self.tree, skip=True)}
        for relative, mark in found.items():
            if self._originals.get(relative) != mark:
                self._copy(relative)
        for relative in [name for name in self._originals if name not in found]:
            self._marks.pop(relative, None)
            if os.path.lexists(os.path.join(self.root, relative)):
                _remove(os.path.join(self.root, relative))
        self._originals = found

    def keep(self, relative: str) -> None:
        """Count a file that was made in the copy (compiled code) as part of it."""
        with open(os.path.join(self.root, relative), "rb") as source:
            self._kept[relative] = source.read()
        parent = os.path.dirname(relative)
        self._marks.setdefault(parent, _mark(os.path.join(self.root, parent)))
        self._marks[relative] = _mark(os.path.join(self.root, relative))

    def reset(self) -> None:
        """Undo whatever a variant did to the copy, apart from compiled code kept on purpose."""
        found = set()
        for relative in list(_walk(self.root, skip=False)):
            path = os.path.join(self.root, relative)
            mark = self._marks.get(relative)
            if not os.path.lexists(path):
                continue
            if mark is None:
                _remove(path)
            elif _mark(path) == mark:
                found.add(relative)
        for relative in [name for name in self._marks if name not in found]:
            self._copy(relative)

    def lay(self, overlay: dict[str, str | None]) -> None:
        """Put the changed files of a variant over the copy."""
        for relative, content in overlay.items():
            path = os.path.join(self.root, relative)
            folder, name = os.path.split(path)
            compiled = os.path.join(folder, "__pycache__")
            if os.path.isdir(compiled):
                stem = os.path.splitext(name)[0] + "."
                for cached in os.listdir(compiled):
                    if cached.startswith(stem):
                        os.unlink(os.path.join(compiled, cached))
            if os.path.lexists(path):
                _remove(path)
            if content is not None:
                os.makedirs(folder, exist_ok=True)
                with open(path, "wb") as target:
                    target.write(content.encode("utf-8", "surrogateescape"))

    def _copy(self, relative: str) -> None:
        source = os.path.join(self.tree, relative)
        target = os.path.join(self.root, relative)
        if relative in self._kept:
            with open(target, "wb") as kept:
                kept.write(self._kept[relative])
            self._marks[relative] = _mark(target)
            return
        if not os.path.lexists(source):  # a folder of compiled code
            os.makedirs(target, exist_ok=True)
            return
        kind = os.lstat(source).st_mode
        if stat.S_ISDIR(kind):
            if os.path.lexists(target) and not (os.path.isdir(target) and not os.path.islink(target)):
                _remove(target)
            os.makedirs(target, exist_ok=True)
            os.chmod(target, stat.S_IMODE(kind) | 0o700)
        elif stat.S_ISREG(kind) or stat.S_ISLNK(kind):
            if os.path.lexists(target):
                _remove(target)
            shutil.copy2(source, target, follow_symlinks=False)
            if stat.S_ISREG(kind):
                os.chmod(target, stat.S_IMODE(kind) | 0o600)
        else:
            return  # sockets, pipes and devices are not code
        self._marks[relative] = _mark(target)


def _walk(root: str, skip: bool) -> Iterator[str]:
    """Relative paths under `root`, folders before what is in them; links are not followed."""
    pending = [""]
    while pending:
        folder = pending.pop()
        path = os.path.join(root, folder) if folder else root
        if not skip:
            os.chmod(path, stat.S_IMODE(os.lstat(path).st_mode) | 0o700)
        with os.scandir(path) as entries:
            for entry in entries:
                if skip and entry.name in SKIPPED:
                    continue
                relative = os.path.join(folder, entry.name) if folder else entry.name
                yield relative
                if entry.is_dir(follow_symlinks=False):
                    pending.append(relative)


def _mark(path: str) -> Mark:
    state = os.lstat(path)
    kind = stat.S_IFMT(state.st_mode)
    if stat.S_ISDIR(kind):
        return (kind,)
    return (kind, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        for folder, names, _ in os.walk(path):
            for name in names:
                inner = os.path.join(folder, name)
                if not os.path.islink(inner):
                    os.chmod(inner, 0o700)
        shutil.rmtree(path)
    else:
        os.unlink(path)
