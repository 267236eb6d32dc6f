"""What the code looked like before: whether a patch takes back a whole change of an earlier commit."""

from __future__ import annotations

import difflib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code

SHA = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True)
class Revision:
    """One commit's change of one file."""

    commit: str
    before: str
    after: str


class Archive(ABC):
    """Where earlier versions of files come from."""

    @abstractmethod
    def revisions(self, path: str) -> Sequence[Revision]:
        """The changes of one file, suspects first, then newest first; bounded; empty without a history."""


class GitArchive(Archive):
    """The history of a git repository behind one commit; a plain folder has none."""

    def __init__(self, repository: Path, commit: str, suspects: Sequence[str] = (), *, limit: int = 15) -> None:
        self._repository = repository
        self._commit = commit
        self._suspects = tuple(suspects)
        self._limit = limit

    def revisions(self, path: str) -> Sequence[Revision]:
        """See the interface; what git cannot read is left out."""
        if not self._commit:
            return ()
        try:
            listed = git(self._repository, "log", f"-n{self._limit}", "--format=%H", self._commit, "--", path)
            reachable = [sha for sha in self._suspects if self._is_behind(sha)]
            commits = tuple(dict.fromkeys([*reachable, *listed.decode("ascii").split()]))
            names = "".join(f"{sha}^:{path}\n{sha}:{path}\n" for sha in commits).encode()
            output = git(self._repository, "cat-file", "--batch", stdin=names)
        except (WorkspaceError, UnicodeDecodeError):
            return ()
        texts = list(_blobs(output))
        pairs = zip(commits, texts[0::2], texts[1::2], strict=False)
        return tuple(Revision(commit, old, new) for commit, old, new in pairs if old and new)

    def _is_behind(self, sha: str) -> bool:
        if not SHA.fullmatch(sha):
            return False
        try:
            git(self._repository, "merge-base", "--is-ancestor", sha, self._commit)
        except WorkspaceError:
            return False
        return True


def _blobs(output: bytes) -> Iterator[str]:
    """The texts in the answer of `cat-file --batch`; an empty one for what is missing or no text."""
    start = 0
    while start < len(output):
        end = output.index(b"\n", start)
        header = output[start:end].split(b" ")
        start = end + 1
        if len(header) != 3 or not header[2].isdigit():
            yield ""
            continue
        size = int(header[2])
        yield output[start : start + size].decode("utf-8", "replace") if header[1] == b"blob" else ""
        start += size + 1


class History:
    """Answers from an archive; each file's revisions are read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[str, Sequence[Revision]] = {}
        self._parsed: dict[str, tuple[tuple[str, Code], ...]] = {}

    def earlier(self, path: str) -> tuple[tuple[str, Code], ...]:
        """The versions of a file before each known change, with the commit that made it; parsed once."""
        if path not in self._parsed:
            versions = ((revision.commit, Code.parse(revision.before)) for revision in self.revisions(path))
            self._parsed[path] = tuple((commit, code) for commit, code in versions if code is not None)
        return self._parsed[path]

    def reverted(self, files: tuple[ChangedFile, ...]) -> str:
        """The one commit of which every hunk of the patch takes back a whole block; empty if there is none.

        A block that the commit only added is left out: taking it away is not going back to what worked but deleting
        a feature.
        """
        if not files:
            return ""
        commits = [{found.commit for found in self._reversals(file)} for file in files]
        shared = set.intersection(*commits)
        return next((item.commit for item in self.revisions(files[0].path) if item.commit in shared), "")

    def _reversals(self, file: ChangedFile) -> Iterator[Revision]:
        hunks = [(_stripped(old), _stripped(new)) for old, new in map(file.texts, file.hunks)]
        for revision in self.revisions(file.path):
            blocks = _Blocks(revision).reversed
            if hunks and all(hunk in blocks for hunk in hunks) and any(new for _, new in hunks):
                yield revision

    def revisions(self, path: str) -> Sequence[Revision]:
        """The changes of one file, see `Archive`."""
        if path not in self._known:
            self._known[path] = self._archive.revisions(path)
        return self._known[path]


class _Blocks:
    """The changed blocks of a revision, turned round: what it brought, what was there before."""

    def __init__(self, revision: Revision) -> None:
        self._revision = revision

    @cached_property
    def reversed(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        old = self._revision.before.splitlines()
        new = self._revision.after.splitlines()
        codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return [(_stripped(new[c:d]), _stripped(old[a:b])) for tag, a, b, c, d in codes if tag != "equal"]


def _stripped(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines without indentation at the end and without blank ones; indentation at the start means something."""
    return tuple(line.rstrip() for line in lines if line.strip())
