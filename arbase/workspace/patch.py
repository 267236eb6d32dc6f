"""Applies and reverts hunks on text that has changed since; a conflict is None, never a half-applied file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Lines of context that may be given up at either end before a hunk counts as in conflict, as `patch` does.
FUZZ = 2


@dataclass(frozen=True)
class Hunk:
    """One hunk of a unified diff of `path`; `lines` begin with a space, `-` or `+`, starts are counted from 1."""

    path: str
    old_start: int
    new_start: int
    lines: tuple[str, ...]

    @property
    def before(self) -> tuple[str, ...]:
        """The old side."""
        return tuple(line[1:] for line in self.lines if line[:1] != "+")

    @property
    def after(self) -> tuple[str, ...]:
        """The new side."""
        return tuple(line[1:] for line in self.lines if line[:1] != "-")

    @property
    def added(self) -> tuple[int, ...]:
        """The numbers of the added lines in the new file."""
        return tuple(number for number, line in self._numbered("-") if line[:1] == "+")

    @property
    def removed(self) -> tuple[int, ...]:
        """The numbers of the removed lines in the old file."""
        return tuple(number for number, line in self._numbered("+") if line[:1] == "-")

    @property
    def reversed(self) -> Hunk:
        """The hunk that undoes this one."""
        turned = {"+": "-", "-": "+"}
        lines = tuple(turned.get(line[:1], line[:1]) + line[1:] for line in self.lines)
        return Hunk(self.path, self.new_start, self.old_start, lines)

    def blocks(self) -> tuple[Hunk, ...]:
        """This hunk cut into its separate changes, each with the unchanged lines around it, up to the next change."""
        runs: list[tuple[int, int]] = []
        for index, line in enumerate(self.lines):
            if line[:1] == " ":
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        cut = []
        for place, (first, last) in enumerate(runs):
            start = runs[place - 1][1] if place else 0
            end = runs[place + 1][0] if place + 1 < len(runs) else len(self.lines)
            head = self.lines[:start]
            old = self.old_start + sum(line[:1] != "+" for line in head)
            new = self.new_start + sum(line[:1] != "-" for line in head)
            cut.append(
                Hunk(self.path, old, new, self.lines[start:first] + self.lines[first:last] + self.lines[last:end])
            )
        return tuple(cut)

    def _numbered(self, other_side: str) -> Iterator[tuple[int, str]]:
        number = self.old_start if other_side == "+" else self.new_start
        for line in self.lines:
            if line[:1] != other_side:
                yield number, line
                number += 1


def apply_hunk(text: str, hunk: Hunk) -> str | None:
    """`text` with `hunk` applied where its old side stands, nearest to where it should; None if it does not fit.

    Up to two lines of context may differ at either end; the lines that the hunk removes must all be there. A hunk
    without any surviving context line fits only a text that is otherwise as long as the hunk says.
    """
    lines = text.split("\n")
    head = _context(hunk.lines)
    tail = _context(tuple(reversed(hunk.lines)))
    for fuzz in range(FUZZ + 1):
        skip_head, skip_tail = min(fuzz, head), min(fuzz, tail)
        if fuzz and (skip_head, skip_tail) == (min(fuzz - 1, head), min(fuzz - 1, tail)):
            break
        kept = hunk.lines[skip_head : len(hunk.lines) - skip_tail]
        old = [line[1:] for line in kept if line[:1] != "+"]
        new = [line[1:] for line in kept if line[:1] != "-"]
        expected = hunk.old_start - 1 + skip_head
        if not old:
            # Nothing to recognise the place by: only an empty file is safe.
            return "".join(f"{line}\n" for line in new) if not text and hunk.old_start <= 1 else None
        if fuzz and not any(line.strip() for line in old):
            # Blank lines stand everywhere.
            return None
        at = _nearest(lines, old, expected)
        if at is not None:
            return "\n".join([*lines[:at], *new, *lines[at + len(old) :]])
    return None


def reverse_hunk(current_text: str, hunk: Hunk) -> str | None:
    """`current_text` without what `hunk` brought, also on top of later commits; None is a conflict."""
    return apply_hunk(current_text, hunk.reversed)


def parse_hunks(diff: str) -> dict[str, tuple[Hunk, ...]]:
    """The hunks of a unified diff of git by path; binary files and paths that git had to quote are left out."""
    found: dict[str, list[Hunk]] = {}
    path = ""
    old_path = ""
    lines = diff.split("\n")
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.startswith("diff --git "):
            path = old_path = ""
        elif line.startswith("--- a/"):
            old_path = line[6:].rstrip("\t")
        elif line.startswith("+++ "):
            path = line[6:].rstrip("\t") if line.startswith("+++ b/") else old_path
        elif line.startswith("@@ ") and path:
            ranges = _ranges(line)
            if ranges is None:
                continue
            old_start, old_count, new_start, new_count = ranges
            body, index = _body(lines, index, old_count, new_count)
            # git counts an empty side from the line before it.
            starts = (old_start + (old_count == 0), new_start + (new_count == 0))
            found.setdefault(path, []).append(Hunk(path, *starts, body))
    return {name: tuple(hunks) for name, hunks in found.items()}


def _body(lines: list[str], index: int, old_count: int, new_count: int) -> tuple[tuple[str, ...], int]:
    body: list[str] = []
    while index < len(lines) and (old_count > 0 or new_count > 0):
        line = lines[index]
        kind = line[:1]
        if kind == "\\":
            index += 1
            continue
        if kind not in (" ", "+", "-", ""):
            break
        body.append(line if line else " ")
        old_count -= kind != "+"
        new_count -= kind != "-"
        index += 1
    return tuple(body), index


def _ranges(line: str) -> tuple[int, int, int, int] | None:
    words = line.split(" ", 3)
    try:
        old_start, _, old_count = words[1].removeprefix("-").partition(",")
        new_start, _, new_count = words[2].removeprefix("+").partition(",")
        return int(old_start), int(old_count or 1), int(new_start), int(new_count or 1)
    except (ValueError, IndexError):
        return None


def _context(lines: Sequence[str]) -> int:
    count = 0
    for line in lines:
        if line[:1] != " ":
            break
        count += 1
    return count


def _nearest(lines: list[str], wanted: list[str], expected: int) -> int | None:
    places = [
        index
        for index in range(len(lines) - len(wanted) + 1)
        if lines[index] == wanted[0] and lines[index : index + len(wanted)] == wanted
    ]
    return min(places, key=lambda index: abs(index - expected), default=None)
