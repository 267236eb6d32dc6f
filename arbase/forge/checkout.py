"""Checkouts of a branch that is about to move: they follow it, or the move is refused."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from arbase.domain.errors import ForgeError, WorkspaceError
from arbase.forge.commits import ask
from arbase.git.command import git
from arbase.git.shadow import git_folder

_UNFINISHED = (
    "index.lock",
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "rebase-merge",
    "rebase-apply",
    "BISECT_LOG",
)
# How files are written, which is harmless; anything that names a program stays unread.
_FILE_SETTINGS = r"^core\.(filemode|symlinks|ignorecase|autocrlf|eol)$"
_FILE_VALUES = {"true", "false", "input", "lf", "crlf", "native"}


class Checkout:
    """A working tree, the index beside it, and the folder in which git keeps that index."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self._folder = folder

    @property
    def branch(self) -> str:
        """The full name of the branch that is checked out; empty for a detached head."""
        head = (self._folder / "HEAD").read_text("utf-8", "replace").strip()
        return head.removeprefix("ref:").strip() if head.startswith("ref:") else ""

    def check(self, old: str, new: str) -> None:
        """See that `move` would work. Raises ForgeError if local changes are in its way."""
        for name in _UNFINISHED:
            if (self._folder / name).exists():
                raise ForgeError(f"{self.root}: git is in the middle of something ({name}); finish or abort it first")
        with contextlib.suppress(WorkspaceError):
            # Fails where files were changed, which is what the next command looks at more closely.
            self._run("update-index", "-q", "--refresh")
        try:
            self._run("read-tree", "--dry-run", "-m", "-u", old, new)
        except WorkspaceError as error:
            reason = str(error).rpartition(str(self.root) + ": ")[2]
            raise ForgeError(
                f"{self.root}: local changes are in the way of the fix ({reason}); commit or stash them, then try again"
            ) from error

    def move(self, old: str, new: str) -> None:
        """Bring index and files from commit `old` to `new`; local changes elsewhere stay.

        Doing it twice is harmless: what already is as in `new` is left as it is.
        """
        try:
            self._run("read-tree", "-m", "-u", old, new)
        except WorkspaceError as error:
            raise ForgeError(str(error)) from error

    def _run(self, *words: str) -> None:
        env = {"GIT_WORK_TREE": str(self.root), "GIT_INDEX_FILE": str(self._folder / "index")}
        git(self.root, *self._file_settings(), *words, env=env)

    def _file_settings(self) -> list[str]:
        config = self._folder / "config"
        common = self._folder / "commondir"
        if common.is_file():
            config = self._folder / common.read_text("utf-8", "replace").strip() / "config"
        try:
            listed = ask(self.root, "config", "--no-includes", "--file", str(config), "--get-regexp", _FILE_SETTINGS)
        except ForgeError:
            return []
        pairs = [line.partition(" ") for line in listed.splitlines()]
        return [
            word
            for key, _, value in pairs
            if value.lower() in _FILE_VALUES
            for word in ("-c", f"{key}={value.lower()}")
        ]


def checkouts_of(repository: Path, reference: str) -> list[Checkout]:
    """The checkouts, main or linked, in which the branch with this full name is the current one."""
    return [checkout for checkout in _checkouts(repository) if checkout.branch == reference]


def _checkouts(repository: Path) -> Iterator[Checkout]:
    folder = git_folder(repository)
    if folder is None:
        return
    shared = folder / "commondir"
    common = (folder / shared.read_text("utf-8", "replace").strip()).resolve() if shared.is_file() else folder.resolve()
    if common.name == ".git":
        yield Checkout(common.parent, common)
    for linked in sorted((common / "worktrees").glob("*/gitdir")):
        root = Path(linked.read_text("utf-8", "replace").strip()).parent
        if root.is_dir() and (linked.parent / "HEAD").is_file():
            yield Checkout(root, linked.parent)
