"""Exports: the files of one commit in an empty folder, without git, ready for a sandbox."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from arbase.domain.errors import PathRefused, WorkspaceError
from arbase.git.command import git
from arbase.git.objects import is_whole_name, known_from, of_objects
from arbase.git.shadow import git_folder
from arbase.workspace.paths import relative

FILES = 100_000
BYTES = 1 << 30
BATCH_BYTES = 32 << 20
BATCH_FILES = 5_000
LISTED = 500
# Names of commits may come from an event (its release): nothing that git reads as an option or a range.
REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+/@-]{0,199}(?:[~^]\d{0,4}){0,9}")
NOT_COPIED = frozenset({".git", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules", ".tox"})


@dataclass(frozen=True)
class Export:
    """An exported tree. `commit` is empty for a plain folder; `dropped` names what was left out, and why."""

    tree: Path
    commit: str
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    mode: str
    object: str
    size: int
    path: str
    record: bytes = b""


@dataclass
class _Links:
    """Links are made when all files are written, so that no file can be written through one."""

    target: Path
    wanted: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def make(self) -> None:
        """Make the links that stay inside; the others are dropped."""
        made = []
        root = os.path.realpath(self.target)
        for path, content in self.wanted:
            place = self.target / path
            if os.path.realpath(place.parent) != f"{root}/{path}".rpartition("/")[0] or os.path.lexists(place):
                self.dropped.append(f"{path}: a link in the way of another entry")
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(content)
            made.append(path)
        for path in made:
            reached = os.path.realpath(self.target / path)
            if (self.target / path).readlink().is_absolute() or not f"{reached}/".startswith(f"{root}/"):
                (self.target / path).unlink()
                self.dropped.append(f"{path}: a link that points outside of the repository")


def is_repository(repository: Path) -> bool:
    """Whether `repository` is the root of a git repository; a folder somewhere inside one is not."""
    return git_folder(repository) is not None


def resolve(repository: Path, revision: str) -> str | None:
    """The commit that `revision` (a sha, branch or tag; may be untrusted) names, or None."""
    if not REVISION.fullmatch(revision) or ".." in revision or "@{" in revision:
        return None
    ask = of_objects if is_whole_name(revision) else git
    try:
        return ask(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", "--").decode().split()[0]
    except (WorkspaceError, IndexError):
        return None


def head(repository: Path) -> str:
    """The commit that HEAD names. Raises WorkspaceError if there is none."""
    commit = resolve(repository, "HEAD")
    if commit is None:
        raise WorkspaceError(f"{repository} has no commit yet.")
    return commit


def default_branch(repository: Path) -> str:
    """The branch that fixes go to: the current one; where HEAD is detached the remote's default, `main` or `master`."""
    for words in (("symbolic-ref", "--short", "HEAD"), ("symbolic-ref", "--short", "refs/remotes/origin/HEAD")):
        with contextlib.suppress(WorkspaceError):
            return git(repository, *words).decode().strip().removeprefix("origin/")
    for name in ("main", "master"):
        if resolve(repository, f"refs/heads/{name}") is not None:
            return name
    raise WorkspaceError(f"{repository} is on no branch; check one out.")


def file_at(repository: Path, commit: str, path: str) -> str | None:
    """The text of `path` in `commit`; None if it is not there or not UTF-8 text. Raises PathRefused."""
    name = relative(path)
    sha = resolve(repository, commit)
    if sha is None:
        raise WorkspaceError(f"{repository} has no commit {commit[:60]!r}.")
    entries = [entry for entry in _entries(repository, sha, name) if entry.path == name]
    if not entries or not entries[0].mode.startswith("100"):
        return None
    content = of_objects(repository, *_blob(entries[0].object))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def files_at(repository: Path, commit: str, paths: Sequence[str]) -> dict[str, str | None]:
    """The texts of files of `commit` as `file_at` reads them, by few calls of git. What is not there is left out.

    A folder or a submodule of the name is there, and no text. Afterwards `file_at` knows these files without asking.
    Raises PathRefused, WorkspaceError.
    """
    sha = resolve(repository, commit)
    if sha is None:
        raise WorkspaceError(f"{repository} has no commit {commit[:60]!r}.")
    names = [relative(path) for path in paths]
    found: dict[str, str | None] = {}
    listed: list[_Entry] = []
    for start in range(0, len(names), LISTED):
        some = set(names[start : start + LISTED])
        for entry in _entries(repository, sha, *names[start : start + LISTED]):
            if entry.path in some:
                known_from(repository, _listing(sha, entry.path), entry.record + b"\0")
            if entry.path in some and entry.mode.startswith("100"):
                listed.append(entry)
            found.update(dict.fromkeys(some.intersection(_and_folders(entry.path))))
        for name in some.difference(found):
            known_from(repository, _listing(sha, name), b"")
    for batch in _batches(listed):
        for entry, content in zip(batch, _contents(repository, batch), strict=True):
            known_from(repository, _blob(entry.object), content)
            with contextlib.suppress(UnicodeDecodeError):
                found[entry.path] = content.decode("utf-8")
    return found


def _and_folders(path: str) -> Iterator[str]:
    """`a/b/c`, `a/b` and `a`."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def export(repository: Path, commit: str | None, target: Path) -> str:
    """Write the files of `commit` (HEAD by default) into the empty folder `target` and return the commit's sha.

    No `.git`, no filters; submodules are empty folders; links that point outside are left out. A plain folder without
    git is copied (""). Raises WorkspaceError if the commit is unknown or too large, or `target` is not empty.
    """
    return exported(repository, commit, target).commit


def exported(repository: Path, commit: str | None, target: Path) -> Export:
    """As `export`, with a report of what was left out."""
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise WorkspaceError(f"{target} is not empty.")
    links = _Links(target)
    if git_folder(repository) is None:
        if commit:
            raise WorkspaceError(f"{repository} is not a git repository, so it has no commit {commit[:60]!r}.")
        _copy_folder(repository, links)
        sha = ""
    else:
        resolved = resolve(repository, commit or "HEAD")
        if resolved is None:
            raise WorkspaceError(f"{repository} has no commit {(commit or 'HEAD')[:60]!r}.")
        sha = resolved
        _write_commit(repository, sha, links)
    links.make()
    return Export(target, sha, tuple(links.dropped))


@contextlib.contextmanager
def temporary_export(repository: Path, commit: str | None = None) -> Iterator[Export]:
    """An export that is deleted at the end; a sandbox can read it, other users of the machine cannot."""
    with tempfile.TemporaryDirectory(prefix="arbase-tree-", ignore_cleanup_errors=True) as name:
        tree = Path(name) / "tree"
        tree.mkdir()
        tree.chmod(0o755)
        yield exported(repository, commit, tree)


def _entries(repository: Path, sha: str, *paths: str) -> Iterator[_Entry]:
    for record in of_objects(repository, *_listing(sha, *paths)).split(b"\0"):
        if not record:
            continue
        description, _, name = record.partition(b"\t")
        mode, _, sha_of_object, size = description.decode("ascii").split()
        yield _Entry(mode, sha_of_object, int(size) if size.isdecimal() else 0, os.fsdecode(name), record)


def _listing(sha: str, *paths: str) -> tuple[str, ...]:
    return ("ls-tree", "-r", "-z", "-l", "--full-tree", sha, "--", *paths)


def _blob(name: str) -> tuple[str, ...]:
    return ("cat-file", "blob", name)


def _write_commit(repository: Path, sha: str, links: _Links) -> None:
    wanted: list[_Entry] = []
    total = 0
    for entry in _entries(repository, sha):
        try:
            plain = relative(entry.path) == entry.path
        except PathRefused:
            plain = False
        if not plain:
            links.dropped.append(f"{entry.path[:200]!r}: not a plain path")
        elif entry.mode == "160000":
            (links.target / entry.path).mkdir(parents=True, exist_ok=True)
        else:
            wanted.append(entry)
            total += entry.size
    if len(wanted) > FILES or total > BYTES:
        raise WorkspaceError(f"Commit {sha[:12]} of {repository} is too large: {len(wanted)} files, {total >> 20} MiB.")
    for batch in _batches(wanted):
        for entry, content in zip(batch, _contents(repository, batch), strict=True):
            if entry.mode == "120000":
                links.wanted.append((entry.path, os.fsdecode(content)))
            else:
                _write(links, entry.path, content, executable=entry.mode == "100755")


def _batches(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    batch: list[_Entry] = []
    size = 0
    for entry in entries:
        if batch and (size + entry.size > BATCH_BYTES or len(batch) >= BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += entry.size
    if batch:
        yield batch


def _contents(repository: Path, batch: list[_Entry]) -> Iterator[bytes]:
    names = "".join(f"{entry.object}\n" for entry in batch).encode()
    output = memoryview(git(repository, "cat-file", "--batch", stdin=names, timeout=300))
    start = 0
    for entry in batch:
        header = f"{entry.object} blob {entry.size}\n".encode()
        if output[start : start + len(header)] != header:
            raise WorkspaceError(f"{repository} lacks the content of {entry.path[:200]}; fetch it in full.")
        start += len(header)
        yield bytes(output[start : start + entry.size])
        start += entry.size + 1


def _write(links: _Links, path: str, content: bytes, *, executable: bool) -> None:
    place = links.target / path
    try:
        _make_folders(links.target, place.parent)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except OSError as error:
        links.dropped.append(f"{path}: {error.strerror}")
        return
    with os.fdopen(descriptor, "wb") as file:
        # Not left to the umask: the sandbox's user must be able to read what root exported.
        os.fchmod(descriptor, 0o755 if executable else 0o644)
        file.write(content)


def _make_folders(root: Path, folder: Path) -> None:
    missing = []
    while folder != root and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
        path.chmod(0o755)


def _copy_folder(source: Path, links: _Links) -> None:
    """Copy regular files and links; environments, caches and git's own folder stay behind."""
    if not source.is_dir():
        raise WorkspaceError(f"{source} is not a folder.")
    count, total = 0, 0
    avoided = links.target.resolve()
    for parent, folders, files in os.walk(source):
        here = Path(parent)
        for name in [*folders, *files]:
            path = here / name
            details = path.lstat()
            inner = path.relative_to(source).as_posix()
            if stat.S_ISLNK(details.st_mode):
                links.wanted.append((inner, str(path.readlink())))
            elif stat.S_ISREG(details.st_mode):
                count, total = count + 1, total + details.st_size
                if count > FILES or total > BYTES:
                    raise WorkspaceError(f"{source} is too large to be copied; make it a git repository.")
                _write(links, inner, path.read_bytes(), executable=bool(details.st_mode & 0o100))
        folders[:] = [name for name in folders if _is_copied(here / name, avoided)]


def _is_copied(folder: Path, avoided: Path) -> bool:
    if folder.name in NOT_COPIED or folder.is_symlink() or folder.resolve() == avoided:
        return False
    return not (folder / "pyvenv.cfg").exists()
