"""Which commits may have brought an error in, and what they changed."""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import CodeLocation, SuspectCommit
from arbase.git.command import git
from arbase.git.objects import of_objects
from arbase.workspace.checkout import file_at, files_at, resolve
from arbase.workspace.outline import outline_of
from arbase.workspace.patch import Hunk, parse_hunks
from arbase.workspace.paths import relative

LOCATIONS = 5
SUSPECTS = 5
RECENT = 200
SPAN = 400
PATHS = 20
SECONDS = 20.0
# How strongly a commit is suspected for what it touched; the best reason counts, others add a little.
CRASH_LINE, NEAR_LINE, FUNCTION, SAME_FILE = 1.0, 0.7, 0.5, 0.2
# For the newest, second newest, ... change of the function, also where it only removed lines and blame is blind.
CHANGED = (0.85, 0.65, 0.55)
# The crash is closest to the cause; callers further out are less telling.
OUTER_FRAME = 0.65
BESIDE = 0.65
TOKEN = 0.6
TOKENS = 3
LOWEST = 0.05


@dataclass
class _Touch:
    """Why one commit is suspected."""

    weight: float = 0.0
    reasons: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        if all(text != reason for _, text in self.reasons):
            self.reasons.append((weight, reason))
        self.weight = max(self.weight, weight)


@dataclass(frozen=True)
class _Commit:
    sha: str
    parents: tuple[str, ...]
    author: str
    at: datetime
    subject: str


def suspects(
    repository: Path,
    commit: str,
    locations: Iterable[CodeLocation],
    since: datetime | None,
    *,
    beside: Iterable[CodeLocation] = (),
    tokens: Iterable[str] = (),
) -> tuple[SuspectCommit, ...]:
    """The commits up to `commit` that most likely brought in an error at `locations` (the crash first).

    Scored by what they touched (the crashed line, its neighbours, the function, lines removed from it, the file), by
    the frame's distance from the crash, and by how short before `since` they came. `beside` are definitions that the
    crash may have its bad value from; `tokens` are words of the message that a commit may have added or removed in the
    crashed file. Commits without a parent are never suspects, so a repository without history (or a shallow one) has
    none. Best first, at most five.
    """
    sha = resolve(repository, commit)
    if sha is None:
        return ()
    recent = _recent(repository, sha)
    touches: dict[str, _Touch] = defaultdict(_Touch)
    places = _distinct(locations)
    for path in dict.fromkeys(place.path for place in places):
        depth = next(depth for depth, place in enumerate(places) if place.path == path)
        for name in _log(repository, sha, "--", path):
            touches[name].add(SAME_FILE * OUTER_FRAME**depth, f"it changed {path}")
    for depth, location in enumerate(places):
        closeness = OUTER_FRAME**depth
        for name, weight, reason in _touched(repository, sha, location):
            touches[name].add(weight * closeness, reason)
    for location in _distinct(beside):
        for name, weight, reason in _changed(repository, sha, location):
            touches[name].add(weight * BESIDE, reason)
    for token in list(tokens)[:TOKENS] if places else ():
        for name in _log(repository, sha, f"-S{token}", "--", places[0].path):
            touches[name].add(TOKEN, f"it added or removed {token!r} in {places[0].path}")
    order = {entry.sha: age for age, entry in enumerate(recent)}
    known = {entry.sha: entry for entry in recent}
    scored = []
    for name, touch in touches.items():
        entry = known.get(name) or _described(repository, name)
        if entry is not None and entry.parents:
            scored.append((_scored(touch, order.get(name, RECENT), entry, since), entry))
    best = sorted((item for item in scored if item[0] >= LOWEST), key=lambda item: -item[0])[:SUSPECTS]
    paths = _paths(repository, [entry for _, entry in best])
    return tuple(
        SuspectCommit(
            sha=entry.sha,
            author=entry.author,
            at=entry.at,
            subject=entry.subject,
            paths=paths.get(entry.sha, ()),
            score=score,
            why=_why(touches[entry.sha], entry, since),
        )
        for score, entry in best
    )


def hunks_of(repository: Path, sha: str) -> dict[str, tuple[Hunk, ...]]:
    """What `sha` changed against its first parent, by path; renamed files count as removed and added."""
    words = ("diff-tree", "-p", "-U3", "-r", "--no-renames", "--no-commit-id")
    flags = ("--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/", "--dst-prefix=b/")
    return parse_hunks(of_objects(repository, *words, *flags, *_change(repository, sha)).decode("utf-8", "replace"))


def changed_files(repository: Path, sha: str) -> tuple[str, ...]:
    """The paths that `sha` changed against its first parent."""
    words = ("diff-tree", "-r", "--no-renames", "--no-commit-id", "--name-only", "-z")
    output = of_objects(repository, *words, *_change(repository, sha))
    return tuple(name.decode("utf-8", "replace") for name in output.split(b"\0") if name)


def parent_versions(repository: Path, sha: str) -> dict[str, str | None]:
    """Each changed path with its text before `sha`: None where it did not exist; binary files are left out."""
    _, parent, paths = _changes(repository, sha)
    return _texts_before(repository, parent, paths)


def both_versions(repository: Path, sha: str) -> dict[str, tuple[str | None, str | None]]:
    """As `parent_versions`, each with the text in `sha` itself: None where it is gone or no text."""
    known, parent, paths = _changes(repository, sha)
    before = _texts_before(repository, parent, paths)
    after = files_at(repository, known, list(before))
    return {path: (text, after.get(path)) for path, text in before.items()}


def _changes(repository: Path, sha: str) -> tuple[str, str | None, tuple[str, ...]]:
    known = _known(repository, sha)
    return known, resolve(repository, f"{known}^"), changed_files(repository, known)


def _texts_before(repository: Path, parent: str | None, paths: Sequence[str]) -> dict[str, str | None]:
    there = files_at(repository, parent, paths) if parent else {}
    return {path: there.get(path) for path in paths if path not in there or there[path] is not None}


def reverted(repository: Path, sha: str, path: str, current: str) -> str | None:
    """`current` without all that `sha` changed in `path`, merged with what came later; None is a conflict."""
    return unmade(repository, current, file_at(repository, f"{sha}^", path), file_at(repository, sha, path))


def unmade(repository: Path, current: str, before: str | None, after: str | None) -> str | None:
    """`current` without what made `after` of `before`; None is a conflict, or one of them is missing."""
    if after is None or before is None:
        return None
    if current == after and "\0" not in current + before:  # nothing came later: most often so, and a process less
        return before
    with tempfile.TemporaryDirectory(prefix="arbase-merge-") as name:
        files = []
        for label, text in (("current", current), ("after", after), ("before", before)):
            file = Path(name) / label
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
            files.append(str(file))
        try:
            return git(repository, "merge-file", "-p", "-q", *files).decode("utf-8")
        except (WorkspaceError, UnicodeDecodeError):
            return None


def _known(repository: Path, sha: str) -> str:
    known = resolve(repository, sha)
    if known is None:
        raise WorkspaceError(f"{repository} has no commit {sha[:60]!r}.")
    return known


def _change(repository: Path, sha: str) -> tuple[str, str]:
    """What to compare: the first parent with the commit, or nothing with it."""
    known = _known(repository, sha)
    parent = resolve(repository, f"{known}^")
    return (parent, known) if parent else ("--root", known)


def _distinct(locations: Iterable[CodeLocation]) -> list[CodeLocation]:
    return list(dict.fromkeys(locations))[:LOCATIONS]


def _touched(repository: Path, sha: str, location: CodeLocation) -> list[tuple[str, float, str]]:
    """(commit, weight, reason) for one location; what git cannot tell (a missing file, a time-out) is left out."""
    text = _text(repository, sha, location.path)
    if text is None:
        return []
    first, last, name = _span(text, location)
    found: list[tuple[str, float, str]] = []
    where = f"{location.path}:{location.line}"
    for line, author in _blame(repository, sha, location.path, first, last):
        distance = abs(line - location.line)
        if distance == 0:
            found.append((author, CRASH_LINE, f"it wrote the line {where}"))
        elif distance <= 2:
            found.append((author, NEAR_LINE, f"it wrote a line next to {where}"))
        else:
            found.append((author, FUNCTION, f"it wrote a part of {name}"))
    found.extend(_last_changes(repository, sha, f"-L{first},{last}:{location.path}", name))
    return found


def _changed(repository: Path, sha: str, location: CodeLocation) -> list[tuple[str, float, str]]:
    """(commit, weight, reason) for a definition that the crash called."""
    text = _text(repository, sha, location.path)
    if text is None:
        return []
    first, last, name = _span(text, location)
    return _last_changes(repository, sha, f"-L{first},{last}:{location.path}", f"{name}, which is called there")


def _last_changes(repository: Path, sha: str, lines: str, name: str) -> list[tuple[str, float, str]]:
    return [
        (
            author,
            CHANGED[min(age, len(CHANGED) - 1)],
            f"it was the last to change {name}" if age == 0 else f"it changed {name}",
        )
        for age, author in enumerate(_log(repository, sha, lines))
    ]


def _text(repository: Path, sha: str, path: str) -> str | None:
    try:
        return git(repository, "cat-file", "blob", f"{sha}:{relative(path)}").decode("utf-8", "replace")
    except WorkspaceError:
        return None


def _span(text: str, location: CodeLocation) -> tuple[int, int, str]:
    """The lines of the function around `location`, bounded, and what to call them."""
    count = text.count("\n") + (not text.endswith("\n"))
    line = min(max(location.line, 1), max(count, 1))
    around = outline_of(text).enclosing(line) if location.path.endswith(".py") else None
    if around is None:
        return max(1, line - 5), max(1, min(count, line + 5)), location.path
    first = max(around.first_line, line - SPAN)
    return first, min(around.last_line, count, line + SPAN), f"{around.name} in {location.path}"


def _blame(repository: Path, sha: str, path: str, first: int, last: int) -> list[tuple[int, str]]:
    """(line, commit) for each line; lines of the first or a cut-off commit are nobody's."""
    try:
        output = git(repository, "blame", "--porcelain", f"-L{first},{last}", sha, "--", path, timeout=SECONDS)
    except WorkspaceError:
        return []
    found: list[tuple[int, str]] = []
    boundary: set[str] = set()
    current = ""
    for line in output.decode("utf-8", "replace").split("\n"):
        words = line.split(" ")
        if line.startswith("\t"):
            continue
        if len(words) >= 3 and len(words[0]) >= 40 and words[2].isdecimal():
            current = words[0]
            found.append((int(words[2]), current))
        elif line == "boundary":
            boundary.add(current)
    return [(number, name) for number, name in found if name not in boundary]


def _log(repository: Path, sha: str, *words: str) -> list[str]:
    """The newest commits that touched something, newest first."""
    options = ("--format=%H", "--no-patch", "--max-count=10", "--no-color")
    try:
        output = git(repository, "log", *options, sha, *words, timeout=SECONDS)
    except WorkspaceError:
        return []
    return [word for word in output.decode("ascii", "replace").split() if len(word) >= 40]


def _recent(repository: Path, sha: str) -> list[_Commit]:
    try:
        return _commits(
            git(repository, "log", "--format=%H%x1f%P%x1f%an%x1f%ct%x1f%s%x1e", f"--max-count={RECENT}", sha)
        )
    except WorkspaceError:
        return []


def _described(repository: Path, sha: str) -> _Commit | None:
    try:
        found = _commits(git(repository, "log", "--format=%H%x1f%P%x1f%an%x1f%ct%x1f%s%x1e", "--max-count=1", sha))
    except WorkspaceError:
        return None
    return found[0] if found else None


def _commits(output: bytes) -> list[_Commit]:
    found = []
    for record in output.decode("utf-8", "replace").split("\x1e"):
        fields = record.strip("\n").split("\x1f")
        if len(fields) != 5:
            continue
        sha, parents, author, seconds, subject = fields
        try:
            at = datetime.fromtimestamp(int(seconds), UTC)
        except (ValueError, OverflowError, OSError):
            at = datetime.fromtimestamp(0, UTC)
        found.append(_Commit(sha, tuple(parents.split()), _plain(author, 100), at, _plain(subject, 200)))
    return found


def _plain(text: str, limit: int) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[:limit]).strip()


def _scored(touch: _Touch, age: int, entry: _Commit, since: datetime | None) -> float:
    """In [0, 1]. `age` counts the commits that came later: a release brings in recent commits, not old ones."""
    more = 0.05 * min(len(touch.reasons) - 1, 4)
    recency = 0.4 + 0.6 * math.exp(-age / 12)
    score = min(1.0, touch.weight + more) * recency
    if since is not None and entry.at > since:
        score *= 0.3
    return round(min(1.0, score), 3)


def _why(touch: _Touch, entry: _Commit, since: datetime | None) -> str:
    reasons = " and ".join(text for _, text in sorted(touch.reasons, key=lambda reason: -reason[0])[:2])
    if since is None:
        return reasons
    if entry.at > since:
        return f"{reasons}, but it is younger than the first event"
    return f"{reasons}, {_ago(since - entry.at)} before the first event"


def _paths(repository: Path, entries: list[_Commit]) -> dict[str, tuple[str, ...]]:
    """The first twenty paths that each commit changed against its first parent."""
    pairs = "".join(f"{entry.sha} {entry.parents[0]}\n" for entry in entries)
    try:
        output = git(
            repository, "diff-tree", "--stdin", "-r", "--name-only", "--no-renames", "-z", stdin=pairs.encode()
        )
    except WorkspaceError:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    current = ""
    shas = {entry.sha for entry in entries}
    for name in output.decode("utf-8", "replace").split("\0"):
        if name in shas:
            current = name
        elif name and current and len(found.get(current, ())) < PATHS:
            found[current] = (*found.get(current, ()), name)
    return found


def _ago(span: timedelta) -> str:
    return f"{span.days} days" if span.days > 1 else "less than two days"
