"""Stream B: taking back what a suspect commit did, from one word of it to all of it but its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import Crash
from arbase.repair.static.edit import Edit
from arbase.repair.static.history import History, Hunk, inner_edits, public_names
from arbase.repair.static.idle import left_idle
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Draft

NAME = "revert"
MOST_HUNKS = 60
MOST = 24
# Below this a draft loses what the commit brought, far from the crash.
LEAST = 0.15
_FUNCTION = re.compile(r"def (\w+)")
_PRIVATE = re.compile(r"_\w+")
_PARAMETER = re.compile(r"(_(?!_)\w+)\(\w+\)")


class Reverts:
    """Drafts that go back, small ones first; each keeps the commit's tests."""

    def __init__(self, codebase: Codebase, crash: Crash | None, history: History) -> None:
        self._codebase = codebase
        self._crash = crash
        self._history = history

    def drafts(self) -> list[Draft]:
        """The most promising ones, best first."""
        found = [draft for draft in self._all() if draft.prior >= LEAST]
        return sorted(found, key=lambda draft: -draft.prior)[:MOST]

    def _all(self) -> Iterator[Draft]:
        """Single changes, hunks, the hunks of a function, of a file, of the commit."""
        hunks = sorted(self._history.hunks, key=self._distance)[:MOST_HUNKS]
        for hunk in hunks:
            for edit in inner_edits(hunk):
                yield from self._draft([(hunk, edit)], "one change", 0.93)
                yield from self._tidied(hunk, edit)
            yield from self._draft([(hunk, hunk.edit)], "one block", 1.0)
        for key, group in _grouped(hunks, self._function_of).items():
            if len(group) > 1 and key[2]:
                yield from self._draft([(hunk, hunk.edit) for hunk in group], f"the change of {key[2]}", 0.9)
        for key, group in _grouped(hunks, None).items():
            if len(group) > 1:
                yield from self._draft([(hunk, hunk.edit) for hunk in group], f"the change of {key[1]}", 0.8)
        by_commit: dict[str, list[Hunk]] = {}
        for hunk in hunks:
            by_commit.setdefault(hunk.sha, []).append(hunk)
        for group in by_commit.values():
            if len({hunk.path for hunk in group}) > 1:
                yield from self._draft([(hunk, hunk.edit) for hunk in group], "the commit", 0.7)

    def _draft(self, parts: list[tuple[Hunk, Edit]], what: str, size: float) -> Iterator[Draft]:
        hunk = min((part[0] for part in parts), key=self._distance)
        near = 1.0 if self._distance(hunk) == 0 else 0.85 if self._distance(hunk) == 1 else 0.7
        prior = (0.55 + 0.35 * hunk.score) * size * near
        lost = self._lost(parts)
        if lost:
            # Going back would take away what the commit brought, not only what it broke.
            prior *= 0.15
        elif any(not part[0].old.strip() for part in parts):
            prior *= 0.6
        elif all(not part[0].new.strip() for part in parts):
            prior = min(prior * 1.1, 0.97)
        yield Draft(
            template=NAME,
            edits=tuple((part[0].path, part[1]) for part in parts),
            prior=round(min(prior, 0.97), 4),
            rationale=f"Takes back {what} of {hunk.sha[:12]}, which is suspected of the error.",
            precedent=f"commit:{hunk.sha}",
            location=CodeLocation(path=hunk.path, line=hunk.first),
            stream="revert",
        )

    def _tidied(self, hunk: Hunk, edit: Edit) -> Iterator[Draft]:
        """One change with what nobody reads any more without it."""
        file = self._codebase.file(hunk.path)
        if file is None:
            return
        others = [one.text for one in self._codebase.sources if one.path != hunk.path]
        idle = left_idle(file, [edit], others)
        if idle:
            parts = [(hunk, edit), *((hunk, one) for one in idle)]
            yield from self._draft(parts, "one change, with what was there for it alone,", 0.94)

    def _lost(self, parts: list[tuple[Hunk, Edit]]) -> bool:
        """The revert removes a function, class, parameter, route or public name, which is not only called otherwise.

        Nor is it lost where private functions get again what they were given before, nor a private name of the module
        that nobody speaks of then.
        """
        for path in {part[0].path for part in parts}:
            text = self._codebase.read(path)
            if text is None or not path.endswith(".py"):
                continue
            result = _applied(text, [edit for hunk, edit in parts if hunk.path == path])
            gone, back = _names(text) - _names(result), _names(result) - _names(text)
            gone = frozenset(one for one in gone if not (_PRIVATE.fullmatch(one) and one not in result))
            passed_again = self._is_whole(path, parts) and _is_passed_again(gone, back)
            if gone and not passed_again and not self._is_renamed(path, result, gone, back):
                return True
        return False

    def _is_whole(self, path: str, parts: list[tuple[Hunk, Edit]]) -> bool:
        """All goes back that is left of what one commit did to the file."""
        own = [(hunk, hunk.edit) for hunk in self._history.hunks if hunk.path == path and hunk.sha == parts[0][0].sha]
        return all(one in parts for one in own)

    def _is_renamed(self, path: str, result: str, gone: frozenset[str], back: frozenset[str]) -> bool:
        """The commit gave functions of the file other names, and nobody speaks of the new ones but what goes back.

        As many come back as go, with as many parameters; a route, a class or a name of the module is no such thing.
        """
        names = {found[1] for found in map(_FUNCTION.fullmatch, gone) if found is not None}
        comes = {found[1] for found in map(_FUNCTION.fullmatch, back) if found is not None}
        if not names or len(names) != len(comes) or len(gone) != len(back):
            return False
        if any(_FUNCTION.fullmatch(one) is None and one.partition("(")[0] not in names for one in gone):
            return False
        others = (file.text for file in self._codebase.sources if file.path != path)
        spoken = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
        return not any(spoken.search(text) for text in (result, *others))

    def _distance(self, hunk: Hunk) -> int:
        """0 at the crash line, 1 in a function of the trace, 2 in a file of the trace, 3 elsewhere."""
        if self._crash is None:
            return 2
        best = 3
        for frame in self._crash.frames:
            if frame.file.path != hunk.path:
                continue
            best = min(best, 2)
            if hunk.first - 1 <= frame.line <= hunk.end:
                best = 0 if frame is self._crash.frame else min(best, 1)
            elif frame.function is not None and frame.function.lineno <= hunk.first <= (frame.function.end_lineno or 0):
                best = min(best, 1)
        return best

    def _function_of(self, hunk: Hunk) -> str:
        file = self._codebase.file(hunk.path)
        function = file.function_at(hunk.first) if file is not None else None
        return function.name if function is not None else ""


def _is_passed_again(gone: frozenset[str], back: frozenset[str]) -> bool:
    """Only what functions of the module's own hand each other: each gets as many other parameters as it loses.

    A name with an underscore in front is for its module alone, where the calls go back with the function.
    """
    lost = [_PARAMETER.fullmatch(one) for one in gone]
    comes = [_PARAMETER.fullmatch(one) for one in back]
    owners = [sorted(found[1] for found in some if found is not None) for some in (lost, comes)]
    return all((*lost, *comes)) and owners[0] == owners[1]


def _grouped(hunks: Iterable[Hunk], key: Callable[[Hunk], str] | None) -> dict[tuple[str, str, str], list[Hunk]]:
    found: dict[tuple[str, str, str], list[Hunk]] = {}
    for hunk in hunks:
        inner = key(hunk) if key is not None else ""
        found.setdefault((hunk.sha, hunk.path, inner), []).append(hunk)
    return found


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@lru_cache(maxsize=64)
def _names(text: str) -> frozenset[str]:
    return public_names(text)
