"""Finds the place in a tree that a frame of an event speaks of.

The event comes from another machine and maybe an older release: its paths have other prefixes and its lines may have
moved. It is also hostile: paths are only ever compared with the paths that the tree has, never opened.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from arbase.domain.event import Frame
from arbase.workspace.outline import Outline

PATH_LENGTH = 4096
# A line counts as the reported one, edited since, from this similarity on.
ALIKE = 0.8
NEAR = 60
FOREIGN = re.compile(r"(?:^|/)(?:site-packages|dist-packages|node_modules)/|(?:^|/)lib(?:64)?/python\d[\d.]*/|^<")
_MODULE = re.compile(r"[A-Za-z_]\w{0,100}(?:\.[A-Za-z_]\w{0,100}){0,30}")


@dataclass(frozen=True)
class _Candidate:
    """A file of the tree; `shared` trailing parts are those of the reported path."""

    path: str
    shared: int
    whole: bool


class FrameMap:
    """Maps frames onto the files of one tree."""

    def __init__(
        self, files: tuple[str, ...], text: Callable[[str], str | None], outline: Callable[[str], Outline]
    ) -> None:
        self._text = text
        self._outline = outline
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in files:
            self._by_name[path.rpartition("/")[2]].append(path)

    def find(self, frame: Frame) -> tuple[str, int] | None:
        """The file and line of `frame`, or None."""
        best: tuple[tuple[float, ...], str, int] | None = None
        for candidate in self._candidates(frame):
            found = self._line(candidate.path, frame)
            if found is None:
                continue
            line, certainty = found
            if not (candidate.whole or candidate.shared > 1 or certainty >= self._enough(candidate.path)):
                continue
            rank = (certainty >= ALIKE, candidate.whole, candidate.shared, certainty, -len(candidate.path))
            if best is None or rank > best[0]:
                best = (rank, candidate.path, line)
        return (best[1], best[2]) if best else None

    def _enough(self, path: str) -> float:
        """How certain the line must be where only the bare file name agrees: there are many `utils.py`."""
        return 0.7 if len(self._by_name[path.rpartition("/")[2]]) == 1 else ALIKE

    def _candidates(self, frame: Frame) -> list[_Candidate]:
        found: dict[str, _Candidate] = {}
        for reported in _reported_paths(frame):
            wanted = reported.split("/")
            for path in self._by_name.get(wanted[-1], ()):
                parts = path.split("/")
                shared = _shared_tail(parts, wanted)
                known = found.get(path)
                if known is None or shared > known.shared:
                    whole = shared == len(parts) or shared == len(wanted) > 1
                    found[path] = _Candidate(path, shared, whole)
        return list(found.values())

    def _line(self, path: str, frame: Frame) -> tuple[int, float] | None:
        """The line and how certain it is (1: the reported text stands there), or None if nothing fits."""
        text = self._text(path)
        if text is None:
            return None
        lines = text.split("\n")
        reported = frame.line if frame.line and frame.line > 0 else None
        wanted = (frame.source_line or "").strip()
        outline = self._outline(path)
        name = (frame.function or "").rpartition(".")[2]
        spans = [(item.first_line, item.last_line) for item in (outline.named(name) if name.isidentifier() else ())]
        if wanted:
            found = _same_line(lines, wanted, frame, spans)
            if found is not None:
                return found
        if reported is not None and reported <= len(lines) and _fits(reported, spans, name):
            return reported, 0.4 if wanted else 0.7
        if spans:
            return (reported if reported and any(a <= reported <= b for a, b in spans) else spans[0][0]), 0.3
        return (reported, 0.1) if reported is not None and reported <= len(lines) and not wanted else None


def _reported_paths(frame: Frame) -> list[str]:
    """The paths that the frame names, in plain form; foreign code and paths that climb name none."""
    found: dict[str, None] = {}
    for raw in (frame.path, frame.absolute_path):
        if not raw or len(raw) > PATH_LENGTH or "\0" in raw:
            continue
        path = posixpath.normpath(raw.replace("\\", "/"))
        if FOREIGN.search(path):
            return []
        if path == ".." or path.startswith("../") or path in (".", "/"):
            continue
        found[path.strip("/")] = None
    module = frame.module or ""
    if not found and _MODULE.fullmatch(module):
        stem = module.replace(".", "/")
        found[f"{stem}.py"] = None
        found[f"{stem}/__init__.py"] = None
    return list(found)


def _shared_tail(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _fits(line: int, spans: list[tuple[int, int]], name: str) -> bool:
    """Whether `line` is in the named function; names that are not identifiers (`<module>`) fit everywhere."""
    if not name.isidentifier():
        return True
    return any(first <= line <= last for first, last in spans)


def _same_line(lines: list[str], wanted: str, frame: Frame, spans: list[tuple[int, int]]) -> tuple[int, float] | None:
    """The line with the reported text: in the reported function, with the reported neighbours, nearest, first."""
    whole = wanted.removesuffix("...").removesuffix("\N{HORIZONTAL ELLIPSIS}")
    cut = whole != wanted
    same = [
        number
        for number, line in enumerate(lines, 1)
        if line.strip() == wanted or (cut and len(whole) > 20 and line.strip().startswith(whole))
    ]
    near = frame.line or 0

    def rank(number: int) -> tuple[bool, int, int]:
        inside = any(first <= number <= last for first, last in spans)
        return inside, _neighbours(lines, number, frame), -abs(number - near)

    if same:
        return max(same, key=rank), 1.0
    if not near:
        return None
    nearby = range(max(1, near - NEAR), min(len(lines), near + NEAR) + 1)
    alike = [
        (number, difflib.SequenceMatcher(None, lines[number - 1].strip()[:300], wanted[:300])) for number in nearby
    ]
    close = [(matcher.ratio(), number) for number, matcher in alike if matcher.real_quick_ratio() >= ALIKE]
    close = [item for item in close if item[0] >= ALIKE]
    if not close:
        return None
    ratio, number = max(close, key=lambda item: (rank(item[1])[0], item[0], rank(item[1])[2]))
    return number, ratio * 0.99


def _neighbours(lines: list[str], number: int, frame: Frame) -> int:
    """How many of the reported lines before and after stand around `number`."""
    before = lines[max(0, number - 1 - len(frame.before)) : number - 1]
    after = lines[number : number + len(frame.after)]
    pairs = [
        *zip(reversed(before), reversed(frame.before), strict=False),
        *zip(after, frame.after, strict=False),
    ]
    return sum(left.strip() == right.strip() for left, right in pairs)
