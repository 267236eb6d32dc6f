"""Streams D and E: single edits, then pairs of them, tried against tests that check values; the likeliest first.

All that pass are compared by what they make of the tests' calls and of calls near them. Those that behave alike are one
answer, and how typical its edits are of real faults decides which answer comes first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.edit import Edit, apply
from arbase.repair.static.mutation.borrowed import borrowed
from arbase.repair.static.mutation.calls import calls
from arbase.repair.static.mutation.interface import Mutation, Scope
from arbase.repair.static.mutation.operators import operators
from arbase.repair.static.mutation.statements import statements
from arbase.repair.static.mutation.suspicion import Suspect, suspects
from arbase.repair.static.mutation.tidiness import tidiness
from arbase.repair.static.mutation.values import values
from arbase.repair.static.source import Codebase, SourceFile
from arbase.replay.interface import Replayer
from arbase.replay.search import Attempt, Profile, Search, Target, Tried
from arbase.workspace.paths import is_test

KINDS = (operators, values, calls, statements, borrowed)
SINGLES = 9000
PAIRS = 12_000
SEEDS = 10
LONE_SEEDS = 110
SECONDS = 45.0
CHOICES = 3


@dataclass(frozen=True)
class Found:
    """A candidate that passes all tests; `weight` orders, `share` is that of its behaviour among all that pass."""

    file: SourceFile
    mutation: Mutation
    text: str
    weight: float
    share: float
    stream: str
    location: CodeLocation


@dataclass(frozen=True)
class _Placed:
    """A mutation in its function, with the weight that place and kind give it."""

    target: int
    suspect: Suspect
    mutation: Mutation
    weight: float


class ValueSearch:
    """One command whose tests fail, on one tree."""

    def __init__(self, replayer: Replayer, service: Service, command: tuple[str, ...], tree: Path) -> None:
        self._replayer = replayer
        self._service = service
        self._command = command
        self._tree = tree
        self.tried = {"mutation": 0, "pair": 0}
        self.seconds = 0.0
        self.refused = ""

    def run(self, codebase: Codebase) -> list[Found]:
        """The best candidate of each behaviour that passes, the likeliest behaviour first. Raises ReplayError."""
        profile = self._replayer.profile(self._tree, self._service, self._command)
        self.refused = profile.refused
        ranked = suspects(profile, codebase)
        if not ranked:
            self.refused = self.refused or _unranked(profile, codebase)
            return []
        targets = [_target(one) for one in ranked]
        singles = self._singles(ranked)
        seen = self._tried(targets, [(one,) for one in singles], "mutation")
        passed = [one for one in seen.found if one.passed]
        if passed:
            return self._ranked([((singles[one.candidate],), one) for one in passed], "mutation")
        pairs = self._pairs(singles, seen.found)
        seen = self._tried(targets, pairs, "pair")
        return self._ranked([(pairs[one.candidate], one) for one in seen.found if one.passed], "pair")

    def _singles(self, ranked: Sequence[Suspect]) -> list[_Placed]:
        best = ranked[0].score
        found: dict[tuple[int, tuple[Edit, ...]], _Placed] = {}
        for number, suspect in enumerate(ranked):
            scope = Scope(suspect.file, suspect.function)
            top = max(suspect.lines.values())
            for mutation in itertools.chain(*(kind(scope) for kind in KINDS)):
                near = _near(suspect.lines, mutation.line)
                weight = mutation.weight * (suspect.score / best) * (0.25 + 0.75 * near / top)
                known = found.get((number, mutation.edits))
                if known is None or known.weight < weight:
                    found[number, mutation.edits] = _Placed(number, suspect, mutation, weight)
        return sorted(found.values(), key=lambda one: -one.weight)[:SINGLES]

    def _pairs(self, singles: list[_Placed], seen: Iterable[Tried]) -> list[tuple[_Placed, ...]]:
        """Edits that got further first, each with every other; without such the likeliest with each other."""
        further = sorted(seen, key=lambda one: (one.progress, singles[one.candidate].weight), reverse=True)
        seeds = [singles[one.candidate] for one in further[:SEEDS]]
        found: dict[tuple[int, ...], tuple[_Placed, ...]] = {}
        numbers = {id(one): number for number, one in enumerate(singles)}
        each = PAIRS // (2 * max(1, len(seeds)))
        chosen = itertools.chain(
            ((seed, other) for seed in seeds for other in singles[:each]),
            itertools.combinations(singles[:LONE_SEEDS], 2),
        )
        for one, other in chosen:
            if one is not other and not _overlap(one, other):
                key = tuple(sorted((numbers[id(one)], numbers[id(other)])))
                found.setdefault(key, (one, other))
        return list(found.values())[:PAIRS]

    def _tried(self, targets: list[Target], groups: list[tuple[_Placed, ...]], stream: str) -> Search:
        attempts = tuple(
            Attempt(
                edits=tuple(edit for one in group for edit in _relative(one, targets)),
                signature=any(one.mutation.signature for one in group),
            )
            for group in groups
        )
        done = self._replayer.search(
            self._tree, self._service, self._command, tuple(targets), attempts, seconds=SECONDS
        )
        self.tried[stream] += done.tried
        self.seconds += done.seconds
        self.refused = self.refused or done.refused
        return done

    def _ranked(self, passed: list[tuple[tuple[_Placed, ...], Tried]], stream: str) -> list[Found]:
        """One candidate of each behaviour: the sum of the weights says which behaviour, the weight which edit."""
        useful = _telling([one.behaviour for _, one in passed])
        clusters: dict[tuple[str, ...], list[tuple[float, tuple[_Placed, ...]]]] = {}
        for group, one in passed:
            weight = 1.0
            for placed in group:
                weight *= placed.weight
            weight *= _tidied(group)
            key = tuple(one.behaviour[index] for index in useful) if one.behaviour else ()
            clusters.setdefault(key, []).append((weight, group))
        whole = sum(_worth(members) for members in clusters.values())
        found = []
        for members in sorted(clusters.values(), key=_worth, reverse=True):
            for weight, group in sorted(members, key=lambda one: -one[0]):
                made = self._made(group, weight, _worth(members) / whole, stream)
                if made is not None:
                    found.append(made)
                    break
        return found[:CHOICES]

    def _made(self, group: tuple[_Placed, ...], weight: float, share: float, stream: str) -> Found | None:
        file = group[0].suspect.file
        if any(one.suspect.file.path != file.path for one in group):
            return None
        edits = [edit for one in group for edit in one.mutation.edits]
        text = apply(file.text, edits)
        if text is None or text == file.text:
            return None
        first = group[0]
        kind = "+".join(one.mutation.kind for one in group)
        function = file.qualified_name(first.suspect.function)
        mutation = Mutation(tuple(edits), kind, weight, first.mutation.line)
        place = CodeLocation(path=file.path, line=first.mutation.line, function=function)
        return Found(file, mutation, text, weight, share, stream, place)


def _unranked(profile: Profile, codebase: Codebase) -> str:
    """Why no function can be suspected."""
    if not profile.failing:
        return "no test fails when each is run by itself in one process"
    unread = [path for path in profile.spectrum if not is_test(path) and codebase.file(path) is None]
    if unread:
        return f"{unread[0]} ran in failing tests and cannot be read (UTF-8 and the syntax of this Python are needed)"
    return "the failing tests ran no function of the repository"


def _tidied(group: tuple[_Placed, ...]) -> float:
    """How tidy the edits leave the function of the first one."""
    suspect = group[0].suspect
    edits = [edit for one in group if one.target == group[0].target for edit in one.mutation.edits]
    text = apply(suspect.file.text, edits)
    changed = SourceFile.parse(suspect.file.path, text) if text is not None else None
    if changed is None or len(changed.functions) != len(suspect.file.functions):
        return 1.0
    return tidiness(suspect.function, changed.functions[suspect.file.functions.index(suspect.function)])


def rationale(found: Found) -> str:
    """What the candidate changes, in a sentence."""
    parts = []
    for edit in found.mutation.edits[:3]:
        before, after = found.file.text[edit.start : edit.end].strip(), edit.text.strip()
        parts.append(f"`{before[:80]}` becomes `{after[:80]}`" if before else f"`{after[:80]}` is put in")
    return f"{found.mutation.kind}: {', '.join(parts)}; {found.share:.0%} of what passes behaves so."


def _worth(members: Sequence[tuple[float, object]]) -> float:
    """The best edit counts in full, the others say that it is no accident."""
    weights = sorted((weight for weight, _ in members), reverse=True)
    return weights[0] + 0.15 * sum(weights[1:6])


def _telling(behaviours: Sequence[tuple[str, ...]]) -> list[int]:
    """The calls that compare: a call that most candidates cannot answer lies outside of what the function is for."""
    known = [one for one in behaviours if one]
    if not known:
        return []
    length = min(map(len, known))
    return [index for index in range(length) if 2 * sum(one[index].startswith("!") for one in known) <= len(known)]


def _near(lines: dict[int, float], line: int) -> float:
    """The suspicion of a line; of one that is no line of its own that of the closest before it."""
    known = [number for number in lines if number <= line]
    return lines[max(known)] if known and line - max(known) <= 3 else 0.0


def _overlap(one: _Placed, other: _Placed) -> bool:
    if one.target != other.target:
        return one.suspect.file.path != other.suspect.file.path
    return any(
        (left.start < right.end and right.start < left.end) or left.start == right.start
        for left in one.mutation.edits
        for right in other.mutation.edits
    )


def _target(suspect: Suspect) -> Target:
    file, function = suspect.file, suspect.function
    start = file.line_start(function.lineno)
    outer = [one.name for one in file.ancestors(function) if hasattr(one, "name")]
    decorators = [one.lineno for one in function.decorator_list]
    return Target(
        path=file.path,
        name=function.name,
        outer=tuple(reversed(outer)),
        text=file.text[start : _end(file, suspect)],
        first=min([function.lineno, *decorators]),
        line=function.lineno,
    )


def _end(file: SourceFile, suspect: Suspect) -> int:
    """Behind the line break of the last line, so that statements may be put behind it."""
    return file.line_start((suspect.function.end_lineno or suspect.function.lineno) + 1)


def _relative(placed: _Placed, targets: list[Target]) -> Iterator[tuple[int, int, int, str]]:
    start = placed.suspect.file.line_start(placed.suspect.function.lineno)
    for edit in placed.mutation.edits:
        yield placed.target, edit.start - start, edit.end - start, edit.text
