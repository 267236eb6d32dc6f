"""Runs the experiments behind the hypotheses of a reproduced crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import CodeLocation, SuspectCommit
from arbase.investigate.changed import changed_places
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.mutate import Mutation, mutations
from arbase.investigate.reproduce import Reproduced
from arbase.investigate.requests import Address, label, parts_of, same_route, stimulus_of
from arbase.investigate.routes import placeholders
from arbase.investigate.sameness import still_crashes
from arbase.replay.interface import Observation, Recorded, Variant
from arbase.workspace.got_past import further, went_on
from arbase.workspace.history import both_versions, unmade

TRAFFIC = 60
SUSPECTS = 5
WIDENED = 2
FILES = 40
ALONE = 6
_UNFIT = ("ImportError", "ModuleNotFoundError")


@dataclass(frozen=True)
class Tried:
    """A changed request and what it did. `crashed` means: the same crash again; `went_on`: it got past the place."""

    mutation: Mutation
    observation: Observation
    crashed: bool
    went_on: bool = False

    @property
    def passed(self) -> bool:
        """It was answered as a valid request is: no crash of any kind, no refusal."""
        one = self.observation
        return not one.crashed and one.status is not None and one.status < 400

    @property
    def shows(self) -> bool:
        """What differs made the difference: it was answered, or refused only behind the place of the crash."""
        return self.passed or (self.went_on and not self.observation.crashed)


@dataclass(frozen=True)
class Surroundings:
    """The requests around the crashing one. `names` are the inputs' names by address."""

    tried: tuple[Tried, ...]
    recorded: tuple[tuple[Stimulus, Observation], ...]
    same_route: tuple[tuple[Stimulus, Observation], ...]
    names: dict[Address, str]

    @property
    def dependent(self) -> dict[Address, Tried]:
        """Inputs on which the crash was shown to depend: with another value the request is answered, or gets further.

        What was left out of the request since the crash comes first may be required behind it.
        """
        found: dict[Address, Tried] = {}
        for one in sorted(self.tried, key=lambda one: not one.passed):
            if one.shows and not (one.mutation.address in found and one.mutation.dropped):
                found.setdefault(one.mutation.address, one)
        return found

    def traffic(self) -> tuple[Stimulus, ...]:
        """Requests that do not crash, those of the same route first."""
        near = [stimulus for stimulus, one in self.same_route if not one.crashed]
        changed = [one for one in self.tried if not one.observation.crashed]
        good = [stimulus_of(one.mutation.parts) for one in changed if one.passed]
        refused = [stimulus_of(one.mutation.parts) for one in changed if not one.passed]
        far = [stimulus for stimulus, one in self.recorded if not one.crashed]
        return tuple(dict.fromkeys([*near, *good[:25], *refused[:10], *far]))[:TRAFFIC]


def explore(laboratory: Laboratory, found: Reproduced, recorded: Sequence[Recorded]) -> Surroundings:
    """Send the recorded requests and changed forms of the crashing one."""
    stimuli = [one.stimulus for one in recorded]
    if found.stimulus.kind != "request":
        return Surroundings((), _observed(laboratory, stimuli), (), {})
    parts = parts_of(found.stimulus)
    parameters = placeholders(laboratory.tree, laboratory.service.source_roots, parts.path)
    near = [one for one in stimuli if same_route(parts_of(one), parts, parameters)]
    changed = mutations(parts, [parts_of(one) for one in near], path=tuple(parameters))
    wider = [
        stimulus_of(one.parts)
        for good in near[:WIDENED]
        for one in mutations(parts_of(good), path=tuple(parameters))[: TRAFFIC // 2]
    ]
    sent = list(dict.fromkeys([*stimuli, *wider]))
    others = [stimulus_of(one.parts) for one in changed]
    observed, (after, last) = laboratory.at_head(sent), _from_the_state(laboratory, found, others)
    if not after:
        alone, last = _alone(laboratory, found, changed)
        rest = laboratory.at_head([*sent, *others])[len(sent) :] if not parts.before else []
        changed = changed if rest else [changed[index] for index in alone]
        after = [alone.get(index, one) for index, one in enumerate(rest)] if rest else list(alone.values())
    past = _past(laboratory, found, last)
    known = tuple(zip(sent, observed[: len(sent)], strict=True))
    tried = tuple(
        Tried(mutation, observation, still_crashes(observation, found.raised), past(observation))
        for mutation, observation in zip(changed, after, strict=True)
    )
    names = {one.address: label(parts if one.dropped else one.parts, one.address, parameters) for one in changed}
    return Surroundings(
        tried=tried,
        recorded=tuple(pair for pair in known if pair[0] in stimuli),
        same_route=tuple(pair for pair in known if pair[0] in near or pair[0] in wider),
        names=names,
    )


def _past(laboratory: Laboratory, found: Reproduced, last: Observation | None) -> Callable[[Observation], bool]:
    """Tells of an observation whether it got past the statement that crashed, by the lines that ran."""
    trace = found.raised.trace
    tree = laboratory.parsed(trace[-1].path) if trace and last is not None else None
    if last is None or tree is None:
        return lambda _: False
    beyond = further(laboratory.parsed, trace, last.lines)
    crashed = (trace[-1].path, frozenset((trace[-1].line,)))
    return lambda one: went_on(one.lines, crashed, beyond)


def _from_the_state(
    laboratory: Laboratory, found: Reproduced, others: list[Stimulus]
) -> tuple[list[Observation], Observation | None]:
    """Changed forms of the request on a fresh copy, since what tests send may spoil the state that it needs.

    Nothing where the unchanged request crashes no more at the end: then its forms would tell of the state, not of what
    the client sends. The unchanged request comes last.
    """
    seen = laboratory.at_head([*others, found.stimulus], trace=_traced(found))
    return (seen[:-1], seen[-1]) if still_crashes(seen[-1], found.raised) else ([], None)


def _alone(
    laboratory: Laboratory, found: Reproduced, changed: Sequence[Mutation]
) -> tuple[dict[int, Observation], Observation | None]:
    """By its index, one form for each of the first inputs, each on a fresh copy, and the unchanged request.

    Where so many forms in a row spoil the state, as wrong passwords do that are counted, one of them does not.
    """
    files = _traced(found)
    chosen: dict[Address, int] = {}
    for index in sorted(range(len(changed)), key=lambda index: changed[index].dropped):
        chosen.setdefault(changed[index].address, index)
    last = laboratory.at_head([found.stimulus], trace=files)[0]
    if not still_crashes(last, found.raised):
        return {}, None
    first = sorted(chosen.values())[:ALONE]
    return {index: laboratory.at_head([stimulus_of(changed[index].parts)], trace=files)[0] for index in first}, last


def _traced(found: Reproduced) -> tuple[str, ...]:
    return tuple(sorted({place.path for place in found.raised.trace if place.path.endswith(".py")}))


@dataclass(frozen=True)
class Before:
    """What the crashing stimulus does to HEAD without a suspect commit; `changed` is where HEAD has its work."""

    suspect: SuspectCommit
    crashed: bool
    observation: Observation
    changed: tuple[CodeLocation, ...] = ()

    @property
    def unfit(self) -> bool:
        """HEAD without the commit does not even start: later code needs it, so nothing was learnt."""
        raised = self.observation.raised
        return bool(self.observation.error) or (raised is not None and raised.exception in _UNFIT)

    @property
    def absent(self) -> bool:
        """There was nothing to crash: the route did not exist, or it crashed in another way."""
        return self.observation.status in (404, 405) or (self.observation.raised is not None and not self.crashed)


Undone = Sequence[tuple[SuspectCommit, dict[str, str | None]]]
"""Suspect commits, each with the files that HEAD has otherwise without it."""


def undone(laboratory: Laboratory, suspects: Sequence[SuspectCommit]) -> Undone:
    """HEAD without each of the first suspects, where that can be made; runs nothing but git."""
    found = []
    for suspect in suspects[:SUSPECTS]:
        try:
            overlay = _undone(laboratory, suspect.sha)
        except WorkspaceError:
            continue
        if overlay:
            found.append((suspect, overlay))
    return found


def before_each(laboratory: Laboratory, found: Reproduced, without: Undone) -> tuple[Before, ...]:
    """The crashing stimulus on HEAD without each of the suspect commits."""
    if not without:
        return ()
    asked = [suspect for suspect, _ in without]
    variants = [Variant(name=f"without {suspect.sha[:12]}", overlay=overlay) for suspect, overlay in without]
    rows = laboratory.try_on(variants, [found.stimulus])
    return tuple(
        Before(
            suspect,
            still_crashes_anywhere(row[0], found),
            row[0],
            changed_places(laboratory.tree, variant.overlay, laboratory.service.tests),
        )
        for suspect, variant, row in zip(asked, variants, rows, strict=True)
    )


def still_crashes_anywhere(observation: Observation, found: Reproduced) -> bool:
    """The same crash in older code: lines may differ, type and function may not."""
    raised = observation.raised
    if raised is None or observation.error or raised.exception != found.raised.exception:
        return False
    if not raised.trace or not found.raised.trace:
        return bool(raised.trace) == bool(found.raised.trace)
    return raised.trace[-1].function == found.raised.trace[-1].function


def _undone(laboratory: Laboratory, sha: str) -> dict[str, str | None]:
    """What HEAD would be without the commit: later changes stay, and where they conflict the file is as before it."""
    repository = laboratory.service.repository
    overlay: dict[str, str | None] = {}
    for path, (before, after) in list(both_versions(repository, sha).items())[:FILES]:
        place = laboratory.tree / path
        if place.is_symlink() or (place.exists() and not place.is_file()):
            continue
        if before is None or not place.is_file():
            overlay[path] = before
            continue
        current = place.read_bytes().decode("utf-8", "surrogateescape")
        merged = unmade(repository, current, before, after)
        overlay[path] = before if merged is None else merged
    return overlay


def _observed(laboratory: Laboratory, stimuli: list[Stimulus]) -> tuple[tuple[Stimulus, Observation], ...]:
    return tuple(zip(stimuli, laboratory.at_head(stimuli), strict=True))
