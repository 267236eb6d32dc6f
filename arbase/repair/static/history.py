"""What the suspect commits changed, hunk by hunk, and where their lines are now."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import SuspectCommit
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import Codebase
from arbase.workspace import checkout
from arbase.workspace.parsing import parse
from arbase.workspace.paths import is_test

MOST_COMMITS = 5
MOST_FILES = 30
_PROSE = (".md", ".rst", ".txt", ".lock", ".gitignore")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"[A-Za-z_][\w]*")


@dataclass(frozen=True)
class Hunk:
    """One changed block of a commit, and the lines (1-based, half open) that it has now.

    `old` is the text before the commit, `new` after it; `edit` takes the block back.
    """

    sha: str
    score: float
    path: str
    old: str
    new: str
    first: int
    end: int
    edit: Edit


class History:
    """The suspect commits of a diagnosis, read from the repository."""

    def __init__(self, repository: Path, codebase: Codebase, suspects: tuple[SuspectCommit, ...]) -> None:
        self._repository = repository
        self._codebase = codebase
        self._suspects = sorted(suspects, key=lambda item: -item.score)[:MOST_COMMITS]

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """Every block that a suspect commit changed and nobody has touched since, tests left out."""
        found: list[Hunk] = []
        for suspect in self._suspects:
            for path in suspect.paths[:MOST_FILES]:
                if not is_test(path) and not path.endswith(_PROSE):
                    found.extend(self._of_file(suspect, path))
        return tuple(found)

    def versions(self, path: str) -> list[tuple[str, float, str]]:
        """The text of a file before each suspect commit that changed it, with the commit and its score."""
        found = []
        for suspect in self._suspects:
            if path in suspect.paths:
                text = self._at(f"{suspect.sha}~1", path)
                if text is not None:
                    found.append((suspect.sha, suspect.score, text))
        return found

    def _of_file(self, suspect: SuspectCommit, path: str) -> Iterator[Hunk]:
        now = self._codebase.read(path)
        before, after = self._at(f"{suspect.sha}~1", path), self._at(suspect.sha, path)
        if now is None or before is None or after is None or before == after:
            return
        old, new, current = (text.splitlines(keepends=True) for text in (before, after, now))
        kept = _line_map(new, current)
        starts = _offsets(current)
        for tag, old_start, old_end, new_start, new_end in _opcodes(old, new):
            if tag == "equal":
                continue
            place = _place(kept, new_start, new_end, len(new), len(current))
            if place is not None:
                edit = Edit(starts[place[0]], starts[place[1]], "".join(old[old_start:old_end]))
                yield Hunk(
                    suspect.sha,
                    suspect.score,
                    path,
                    edit.text,
                    "".join(new[new_start:new_end]),
                    place[0] + 1,
                    place[1] + 1,
                    edit,
                )

    def _at(self, revision: str, path: str) -> str | None:
        try:
            return checkout.file_at(self._repository, revision, path)
        except WorkspaceError:
            return None

    @cached_property
    def renames(self) -> dict[str, list[tuple[str, str]]]:
        """Old word -> new word and commit, where a suspect commit wrote one word for another in the same place."""
        counted: dict[tuple[str, str, str], int] = {}
        for hunk in self.hunks:
            for old, new in _swapped_words(hunk.old, hunk.new):
                key = (old, new, hunk.sha)
                counted[key] = counted.get(key, 0) + 1
        found: dict[str, list[tuple[str, str]]] = {}
        for (old, new, sha), _ in sorted(counted.items(), key=lambda item: -item[1]):
            found.setdefault(old, []).append((new, sha))
        return found


def inner_edits(hunk: Hunk) -> list[Edit]:
    """The changes within a hunk one by one, where the hunk is an edit of lines and not other code altogether."""
    if not hunk.old.strip() or not hunk.new.strip():
        return []
    found = _line_edits(hunk)
    old, new = _TOKEN.findall(hunk.old), _TOKEN.findall(hunk.new)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if matcher.ratio() < 0.5 or not 2 <= len(changed) <= 12:
        return found
    for _, old_start, old_end, new_start, new_end in changed:
        start = hunk.edit.start + sum(len(token) for token in new[:new_start])
        end = start + sum(len(token) for token in new[new_start:new_end])
        found.append(Edit(start, end, "".join(old[old_start:old_end])))
    return list(dict.fromkeys(found))


def _line_edits(hunk: Hunk) -> list[Edit]:
    """Line by line, where old and new have as many."""
    old, new = hunk.old.splitlines(keepends=True), hunk.new.splitlines(keepends=True)
    if len(old) != len(new) or not 2 <= len(old) <= 20:
        return []
    starts = _offsets(new)
    return [
        Edit(hunk.edit.start + starts[index], hunk.edit.start + starts[index + 1], line)
        for index, line in enumerate(old)
        if line != new[index]
    ]


def public_names(text: str) -> frozenset[str]:
    """Functions, classes, parameters, routes, registrations and module names: what a revert must not lose."""
    try:
        tree = parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError):
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(f"def {node.name}")
            found.update(f"{node.name}({item.arg})" for item in [*node.args.args, *node.args.kwonlyargs])
            found.update(ast.unparse(item) for item in node.decorator_list)
        elif isinstance(node, ast.ClassDef):
            found.add(f"class {node.name}")
        elif isinstance(node, ast.AnnAssign):
            found.add(f"field {ast.unparse(node.target)}")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = ast.unparse(node.value.func).rpartition(".")[2]
            if called.startswith(("include_", "register", "add_", "mount", "subscribe", "connect")):
                found.add(ast.unparse(node.value))
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            found.update(ast.unparse(target) for target in statement.targets)
    return frozenset(found)


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _line_map(new: list[str], current: list[str]) -> dict[int, int]:
    """Where the lines of the commit are now; only those that are unchanged."""
    found: dict[int, int] = {}
    for tag, start, end, now, _ in _opcodes(new, current):
        if tag == "equal":
            found.update({start + index: now + index for index in range(end - start)})
    return found


def _place(kept: dict[int, int], start: int, end: int, size: int, now: int) -> tuple[int, int] | None:
    """The lines that a block has now; None where somebody has changed it since."""
    if start == end:
        above = kept.get(start - 1, -1 if start == 0 else None)
        below = kept.get(start, now if start == size else None)
        if above is not None and (below is None or below == above + 1):
            return above + 1, above + 1
        return (below, below) if below is not None and above is None else None
    lines = [kept.get(index) for index in range(start, end)]
    first = lines[0]
    if first is None or lines != list(range(first, first + len(lines))):
        return None
    return first, first + len(lines)


def _offsets(lines: list[str]) -> list[int]:
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found


def _swapped_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Single words of a block that took the place of single words."""
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.ratio() < 0.5:
        return
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag == "replace" and end - start == other_end - other:
            for one, two in zip(mine[start:end], theirs[other:other_end], strict=True):
                if one != two and _WORD.fullmatch(one) and _WORD.fullmatch(two):
                    yield one, two
