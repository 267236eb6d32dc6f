"""Commits made with plumbing alone, in an index of their own: no checkout, hook or filter has a part in it."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from arbase.domain.errors import ForgeError, WorkspaceError
from arbase.domain.fix import FileEdit, Patch
from arbase.git.command import git

AUTHOR = ("arbase", "arbase@localhost")
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REGULAR = ("100644", "100755")
_LITERAL = {"GIT_LITERAL_PATHSPECS": "1"}


def ask(repository: Path, *words: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> str:
    """What git answers, without the last line feed. Raises ForgeError."""
    try:
        return git(repository, *words, stdin=stdin, env=env).decode("utf-8", "replace").rstrip("\n")
    except WorkspaceError as error:
        raise ForgeError(str(error)) from error


def found(repository: Path, reference: str) -> str | None:
    """The commit that the full name `reference` points at, if there is one."""
    listed = ask(repository, "for-each-ref", "--format=%(objectname) %(objecttype) %(refname)", reference)
    for line in listed.splitlines():
        commit, kind, name = line.split(" ", 2)
        if name == reference and kind == "commit":
            return commit
    return None


def resolved(repository: Path, commit: str) -> str:
    """`commit` (a full hash, or empty for the current one) as the hash of a commit that is there. Raises ForgeError."""
    if commit and not _HASH.fullmatch(commit):
        raise ForgeError(f"{repository}: {commit[:80]!r} is not the full hash of a commit")
    try:
        return git(repository, "rev-parse", "--verify", "--quiet", f"{commit or 'HEAD'}^{{commit}}").decode().strip()
    except WorkspaceError as error:
        raise ForgeError(f"{repository}: there is no commit {commit or 'yet'}; is the repository complete?") from error


def contains(repository: Path, descendant: str, ancestor: str) -> bool:
    """Whether `ancestor` is in the history of `descendant`."""
    return ask(repository, "rev-list", "--max-count=1", ancestor, f"^{descendant}") == ""


def tree_of(repository: Path, base_commit: str, patch: Patch) -> str:
    """The tree of `base_commit` with `patch` applied. Raises ForgeError if it does not apply exactly."""
    if not patch.edits:
        raise ForgeError("the patch is empty, so there is nothing to propose")
    if len(set(patch.paths)) != len(patch.edits):
        raise ForgeError("the patch names a file twice, so it does not apply")
    lines = [_index_line(repository, base_commit, edit) for edit in patch.edits]
    with tempfile.TemporaryDirectory(prefix="arbase-index-") as folder:
        own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        ask(repository, "read-tree", base_commit, env=own)
        ask(repository, "update-index", "-z", "--index-info", stdin=b"".join(lines), env=own)
        tree = ask(repository, "write-tree", env=own)
    if tree == ask(repository, "rev-parse", f"{base_commit}^{{tree}}"):
        raise ForgeError("the patch changes nothing")
    return tree


def commit_tree(repository: Path, tree: str, parents: tuple[str, ...], message: str, at: datetime) -> str:
    """A commit by arbase; nothing points at it yet."""
    words = [word for parent in parents for word in ("-p", parent)]
    return ask(repository, "commit-tree", tree, *words, stdin=message.encode("utf-8", "replace"), env=_signature(at))


def move_references(repository: Path, lines: tuple[str, ...], why: str, at: datetime) -> None:
    """Carry out lines of `git update-ref --stdin`, all or none. Raises ForgeError if a reference is not as expected."""
    text = "".join(f"{line}\n" for line in ("start", *lines, "prepare", "commit"))
    ask(repository, "update-ref", "-m", why, "--stdin", stdin=text.encode(), env=_signature(at))


def _signature(at: datetime) -> dict[str, str]:
    moment = f"{int(at.timestamp())} +0000"
    return {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", AUTHOR[0]), ("EMAIL", AUTHOR[1]), ("DATE", moment))
    }


def _index_line(repository: Path, base_commit: str, edit: FileEdit) -> bytes:
    _check_path(edit.path)
    there = _entry(repository, base_commit, edit.path)
    if edit.before is None:
        if there is not None:
            raise ForgeError(f"{edit.path}: the patch does not apply, the file is already there")
        _check_parents(repository, base_commit, edit.path)
        mode = _REGULAR[0]
    else:
        if there is None:
            raise ForgeError(f"{edit.path}: the patch does not apply, the file is not there")
        mode, blob = there
        if mode not in _REGULAR:
            raise ForgeError(f"{edit.path}: only regular files are changed, this is a link, a folder or a submodule")
        if blob != ask(repository, "hash-object", "--stdin", stdin=edit.before.encode()):
            raise ForgeError(f"{edit.path}: the patch does not apply, the file has other content in {base_commit[:12]}")
    if edit.after is None:
        return f"0 {'0' * len(base_commit)}\t{edit.path}\0".encode()
    blob = ask(repository, "hash-object", "-w", "--stdin", stdin=edit.after.encode())
    return f"{mode} {blob}\t{edit.path}\0".encode()


def _entry(repository: Path, commit: str, path: str) -> tuple[str, str] | None:
    """Mode and hash of what is at `path`."""
    listed = ask(repository, "ls-tree", "-z", "--full-tree", commit, "--", path, env=_LITERAL)
    for line in listed.split("\0"):
        facts, _, name = line.partition("\t")
        if name == path:
            mode, _, blob = facts.split(" ")
            return mode, blob
    return None


def _check_parents(repository: Path, commit: str, path: str) -> None:
    for parent in PurePosixPath(path).parents:
        entry = None if str(parent) == "." else _entry(repository, commit, str(parent))
        if entry is not None and entry[0] != "040000":
            raise ForgeError(f"{path}: the patch does not apply, {parent} is not a folder")


def _check_path(path: str) -> None:
    parts = path.split("/")
    hidden = any(part in ("", ".", "..") or part.lower().rstrip(". ") in (".git", "git~1") for part in parts)
    if hidden or "\\" in path or not path.isprintable():
        raise ForgeError(f"{path[:200]!r}: not a path inside the repository, so the patch is refused")
