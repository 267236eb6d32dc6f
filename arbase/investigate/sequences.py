"""Finds what has to happen first, for crashes that need state which earlier requests leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.aimed import READS, aimed
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.mutate import in_turn, mutations
from arbase.investigate.requests import changed, parts_of, stimulus_of
from arbase.investigate.routes import fitted, templates
from arbase.investigate.sameness import Signature, difference
from arbase.replay.interface import Observation, Recorded

MOST = 180
EACH = 60
RUNS = 40
ALONE = 24
MOST_KINDS = 16
MOST_SIBLINGS = 24
NEAR = 6


def earlier_requests(
    laboratory: Laboratory,
    stimulus: Stimulus,
    signature: Signature,
    recorded: Sequence[Recorded],
    visited: Sequence[Sequence[Stimulus]] = (),
) -> Stimulus | None:
    """A request that crashes like the event after others (its `before`, few of them); None if none of those tried do.

    `visited` are requests to other routes that are worth a try besides, route by route.

    All are sent in one process with the event's request in between. What was sent until it crashed is then shrunk,
    each attempt in a fresh process. The one that crashes may be another form of it: a cache knows the request itself.
    """
    changed = [stimulus_of(one.parts) for one in mutations(parts_of(stimulus))]
    sent = [one.stimulus for one in recorded]
    writes = [one for one in sent if one.method not in READS]
    others = dict.fromkeys([stimulus, *writes[:EACH], *changed[:EACH], *_varied(recorded)[:EACH], *sent])
    reads = [one for route in visited for one in route if one.method in READS][:MOST]
    rest = [one for route in visited for one in route if one.method not in READS][:MOST]
    told = list(dict.fromkeys(templates(laboratory.tree, laboratory.service.source_roots)))
    for some in (list(others)[:MOST], aimed(stimulus, recorded, told), [*reads, *rest]):
        row = [one for other in some for one in (other, stimulus)]
        observed = laboratory.at_head([stimulus, *row]) if some else []
        hit = next((index for index, one in enumerate(observed) if _is(one, signature)), None)
        if hit:
            break
    else:
        found = _after_one(laboratory, stimulus, signature, aimed(stimulus, recorded, told, writes=True))
        if found is not None:
            return found
        # Where the request itself changes something, sending it many times in a row may keep it well.
        routes = [route[:MOST] for route in visited if route[0].method not in READS]
        seen = list(dict.fromkeys(one.stimulus for one in recorded if one.stimulus.method in READS))[:MOST]
        near = [[*seen, *writes] for writes in retargeted(laboratory, recorded)]
        groups = [list(others)[:MOST], reads, [*reads, *rest], *near, *routes]
        return _after_all(laboratory, stimulus, signature, groups)
    sent = [stimulus, *row]
    # Other requests of a row may have crashed or been refused; those that did nothing are soon left out.
    before = needed(laboratory, sent[hit], signature, tuple(sent[:hit]))
    return sent[hit].model_copy(update={"before": (*before, *sent[hit].before)}) if before else None


def _after_one(
    laboratory: Laboratory, stimulus: Stimulus, signature: Signature, writes: Sequence[Stimulus]
) -> Stimulus | None:
    """The request behind one write to what it is about, each in a fresh copy: one write may make up for another."""
    tried = (stimulus.model_copy(update={"before": (write, *stimulus.before)}) for write in writes[:ALONE])
    return next((one for one in tried if _is(laboratory.at_head([one])[0], signature)), None)


def about_others(laboratory: Laboratory, stimulus: Stimulus, keys: Sequence[str]) -> list[list[Stimulus]]:
    """A request that reads, about other things that are stored: what the first one asked for may be kept for all."""
    parts = parts_of(stimulus)
    places = fitted(templates(laboratory.tree, laboratory.service.source_roots), parts.path)
    row = [stimulus_of(changed(parts, ("path", place), key)) for place in places for key in keys[:MOST_SIBLINGS]]
    return [row] if row and stimulus.method in READS else []


def _after_all(
    laboratory: Laboratory, stimulus: Stimulus, signature: Signature, groups: Sequence[Sequence[Stimulus]]
) -> Stimulus | None:
    """The request behind all of a group: where it itself, sent between them, would leave behind what keeps it well."""
    for group in groups:
        if group and _is(laboratory.at_head([stimulus.model_copy(update={"before": tuple(group)})])[0], signature):
            before = needed(laboratory, stimulus, signature, tuple(group))
            return stimulus.model_copy(update={"before": (*before, *stimulus.before)})
    return None


def retargeted(laboratory: Laboratory, recorded: Sequence[Recorded]) -> list[list[Stimulus]]:
    """Each write that the tests send to one of several things, sent to its siblings, write by write.

    What a test does to `/rooms/B-3` may have been done to B-4 in production: other requests, reads first, tell which
    things there are, and those are tried whose number stands near.
    """
    told = list(dict.fromkeys(templates(laboratory.tree, laboratory.service.source_roots)))
    sent = sorted((one.stimulus for one in recorded), key=lambda one: one.method not in READS)
    names = [one.target.partition("?")[0].split("/")[1:] for one in sent]
    found: dict[tuple[str, tuple[str, ...], str], list[Stimulus]] = {}
    for one in recorded:
        parts = parts_of(one.stimulus)
        if one.stimulus.method in READS or one.status >= 400:
            continue
        positions = [place for place in fitted(told, parts.path) if place]
        if not positions:
            continue
        place = positions[-1]
        shape = (*parts.path[:place], "", *parts.path[place + 1 :])
        key = (one.stimulus.method, shape, one.stimulus.body)
        if key in found or len(found) == MOST_KINDS:
            continue
        before = parts.path[place - 1]
        known = [unquote(two[at + 1]) for two in names for at in range(len(two) - 1) if two[at] == before]
        near = _siblings(parts.path[place])
        values = list(dict.fromkeys([*known, *near, parts.path[place]]))[:MOST_SIBLINGS]
        found[key] = [stimulus_of(changed(parts, ("path", place), value)) for value in values]
    return list(found.values())


def _siblings(label: str) -> Iterator[str]:
    """Labels with another number at their end: `B-4` of `B-3`, `0013` of `0012`."""
    number = re.search(r"\d{1,6}\Z", label)
    if number is not None:
        own = int(number.group())
        for other in range(max(own - NEAR, 1), own + NEAR + 1):
            yield label[: number.start()] + str(other).zfill(len(number.group()))


def _varied(recorded: Sequence[Recorded]) -> list[Stimulus]:
    """Other data than the tests store: each kind of request that was accepted and writes, with its inputs changed."""
    kinds: dict[tuple[str, int, str], Stimulus] = {}
    for one in recorded:
        path = one.stimulus.target.partition("?")[0].split("/")
        if one.stimulus.method not in READS and one.status < 400:
            kinds.setdefault((one.stimulus.method, len(path), path[-1] if path[-1].isalpha() else ""), one.stimulus)
    rows = [[stimulus_of(one.parts) for one in mutations(parts_of(write))] for write in kinds.values()]
    return in_turn(rows)


def needed(
    laboratory: Laboratory, stimulus: Stimulus, signature: Signature, before: tuple[Stimulus, ...]
) -> tuple[Stimulus, ...]:
    """Those of `before` without which the crash does not come, in their order: ddmin over the earlier requests."""
    runs = 0

    def crashes(some: Sequence[Stimulus]) -> bool:
        nonlocal runs
        runs += 1
        # What it has before itself already (somebody signs in) stays.
        before = (*some, *stimulus.before)
        return _is(laboratory.at_head([stimulus.model_copy(update={"before": before})])[0], signature)

    for likely in ((stimulus,), before[-1:], tuple(one for one in before if one != stimulus)):
        if likely and len(likely) < len(before) and crashes(likely):
            before = likely
            break
    chunk = (len(before) + 1) // 2
    while chunk and len(before) > 1 and runs < RUNS:
        for start in range(0, len(before), chunk):
            rest = before[:start] + before[start + chunk :]
            if rest and runs < RUNS and crashes(rest):
                before = rest
                break
        else:
            chunk = chunk // 2
        chunk = min(chunk, max(len(before) // 2, 1)) if len(before) > 1 else 0
    return before


def _is(observation: Observation, signature: Signature) -> bool:
    raised = observation.raised
    return raised is not None and not observation.error and not difference(signature, raised)
