"""Which functions of the code as it is hold what a commit changed, and which of them a crash points to."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.workspace.outline import MODULE, outline_of

MOST_LINES = 5000


def changed_places(tree: Path, undone: Mapping[str, str | None], tests: str = "tests") -> tuple[CodeLocation, ...]:
    """The functions in which the code of `tree` differs from `undone`, each once, at the first line that differs.

    `undone` maps paths to their text without the commit. Tests and files that are not Python do not count, nor does
    what stands outside of functions where functions changed as well.
    """
    found: dict[tuple[str, str], CodeLocation] = {}
    for path, text in sorted(undone.items()):
        file = tree / path
        if not path.endswith(".py") or path.startswith(f"{tests.strip('/')}/") or not file.is_file():
            continue
        now = file.read_text(encoding="utf-8", errors="replace")
        outline = outline_of(now)
        for line in _differing(now.splitlines(), (text or "").splitlines()):
            place = CodeLocation(path=path, line=line, function=outline.function_at(line))
            found.setdefault((path, place.function), place)
    inside = tuple(place for place in found.values() if place.function != MODULE)
    return inside or tuple(found.values())


def most_likely(changed: Sequence[CodeLocation], crash: CrashSpec) -> CodeLocation | None:
    """Of the changed functions the one that the crash points to: itself, its nearest caller, one of its file."""
    trace = [crash.location, *reversed(crash.trace)]
    functions = {(place.path, _last(place.function)) for place in changed}
    known = next((frame for frame in trace if (frame.path, _last(frame.function)) in functions), None)
    if known is not None:
        return known
    beside = [place for frame in trace for place in changed if place.path == frame.path]
    return next(iter([*beside, *changed]), None)


def _differing(now: list[str], then: list[str]) -> list[int]:
    """The 1-based lines of `now` that are new or changed; where lines were only taken out, the one that follows."""
    if max(len(now), len(then)) > MOST_LINES:
        return []
    lines: list[int] = []
    for tag, _, _, start, end in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag != "equal":
            lines.extend(range(start + 1, max(end, start + 1) + 1))
    return [line for line in lines if line > len(now) or (line <= len(now) and now[line - 1].strip())]


def _last(function: str) -> str:
    return function.replace(".<locals>", "").rpartition(".")[2]
