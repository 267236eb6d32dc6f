"""Which incidents of the past somebody fixed, as far as the commits after them tell.

Two rules, the stronger first. *named*: the message of a commit names the incident, one of its events or the tracker's
issue. *changed*: a commit without a second parent, at most `DAYS` days after the first event, changed the function
that crashed, and its message speaks of a repair or of the exception. An incident that neither finds is unknown, never
noise: bugs are fixed elsewhere, later, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import CodeLocation
from arbase.git.command import git
from arbase.workspace.checkout import file_at, is_repository
from arbase.workspace.history import hunks_of
from arbase.workspace.outline import outline_of
from arbase.workspace.patch import Hunk

DAYS = 30
MOST_COMMITS = 20_000
NEAR = 3
RULE = (
    "fixed = a later commit names the incident, its event or its issue, or changes the function that crashed within "
    f"{DAYS} days with a message that speaks of a repair or of the exception"
)
_REPAIR = re.compile(
    r"\b(?:fix\w*|bug\w*|hotfix|crash\w*|regress\w*|repair\w*|broken?|wrong\w*|prevent\w*|avoid\w*|guard\w*|handl\w+"
    r"|correct\w*|errors?|exceptions?|tracebacks?|fail\w*|missing|tolerate\w*)\b",
    re.IGNORECASE,
)
_SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Commit:
    """A commit of the branch that is looked at."""

    sha: str
    merge: bool
    at: datetime
    message: str

    @property
    def subject(self) -> str:
        """The first line."""
        return self.message.partition("\n")[0][:120]


@dataclass(frozen=True)
class Failure:
    """What of an incident a commit can be about. `names` are ids of it and of its issue and events."""

    first_seen: datetime
    names: tuple[str, ...]
    exception: str = ""
    place: CodeLocation | None = None


class Commits:
    """The history of a repository's HEAD, read once; a plain folder has none."""

    def __init__(self, repository: Path) -> None:
        self._repository = repository
        self._hunks: dict[str, dict[str, tuple[Hunk, ...]]] = {}

    @cached_property
    def listed(self) -> tuple[Commit, ...]:
        """The commits, oldest first. Raises WorkspaceError where git cannot tell."""
        if not is_repository(self._repository):
            return ()
        words = ("log", "--format=%H%x1f%P%x1f%ct%x1f%B%x1e", f"--max-count={MOST_COMMITS}", "HEAD")
        found = []
        for record in git(self._repository, *words).decode("utf-8", "replace").split("\x1e"):
            fields = record.strip("\n").split("\x1f")
            if len(fields) == 4:
                sha, parents, seconds, message = fields
                at = datetime.fromtimestamp(int(seconds), UTC)
                found.append(Commit(sha, len(parents.split()) > 1, at, message.strip()))
        return tuple(sorted(found, key=lambda one: one.at))

    def at(self, moment: datetime) -> Commit | None:
        """The newest commit at `moment`, else the oldest of all; None without history."""
        before = [commit for commit in self.listed if commit.at <= moment]
        return before[-1] if before else next(iter(self.listed), None)

    def fix_of(self, failure: Failure) -> tuple[Commit, str] | None:
        """The first commit that fixed it and why it is taken for that; None where none is found."""
        later = [commit for commit in self.listed if commit.at > failure.first_seen]
        names = _pattern(failure.names)
        if names is not None:
            for commit in later:
                if found := names.search(commit.message):
                    return commit, f"names {found[0]}"
        if failure.place is None:
            return None
        until = failure.first_seen + timedelta(days=DAYS)
        for commit in later:
            if commit.merge or commit.at > until or not _speaks_of(commit.message, failure.exception):
                continue
            if self._changes(commit, failure.place):
                return commit, f"changes {failure.place.function or failure.place}"
        return None

    def _changes(self, commit: Commit, place: CodeLocation) -> bool:
        """Whether the commit changed the function of `place`; at module level the lines next to it."""
        try:
            if commit.sha not in self._hunks:
                self._hunks[commit.sha] = hunks_of(self._repository, commit.sha)
            hunks = self._hunks[commit.sha].get(place.path, ())
            before = file_at(self._repository, f"{commit.sha}^", place.path) if hunks else None
        except WorkspaceError:
            return False
        if before is None:
            return False
        lines = [line for hunk in hunks for line in _touched(hunk)]
        if not place.function:
            return any(abs(line - place.line) <= NEAR for line in lines)
        outline = outline_of(before)
        wanted = place.function.rpartition(".")[2]
        return any(outline.function_at(line).rpartition(".")[2] == wanted for line in lines)


def _touched(hunk: Hunk) -> Sequence[int]:
    """Lines of the old file that were removed, and those next to what was added."""
    found = []
    old = hunk.old_start
    for line in hunk.lines:
        if line[:1] == "+":
            found.append(max(1, old - 1))
        else:
            if line[:1] == "-":
                found.append(old)
            old += 1
    return found


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    """Any of the names as a whole word; a short number counts only after `issues/`, or every `#12` would match."""
    parts = []
    for name in names:
        if not name.isdigit():
            parts.append(re.escape(name))
        elif len(name) >= _SHORTEST_NUMBER:
            parts.append(name)
        else:
            parts.append(f"(?<=issues/){name}")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE) if parts else None


def _speaks_of(message: str, exception: str) -> bool:
    kind = exception.rpartition(".")[2]
    return bool(_REPAIR.search(message)) or (bool(kind) and kind.lower() in message.lower())
