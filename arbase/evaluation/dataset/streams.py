"""Simulated weeks of one service, really run: what happens when, and the events that were sent because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

from pydantic import Field

from arbase.domain.errors import ReplayError
from arbase.domain.event import Event
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.canonical import events_of
from arbase.evaluation.dataset.facts import BugFacts
from arbase.evaluation.dataset.schedule import Week, bug_times, plan_week, seeded, times_of
from arbase.evaluation.dataset.settings import DatasetSettings
from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger
from arbase.evaluation.seeded.fill import Filler
from arbase.evaluation.seeded.noise import NoiseFamily, Workload
from arbase.evaluation.seeded.stage import Occurrence, Played, Segment, play
from arbase.sandbox.interface import Sandbox

_SERVERS = 3


class Cause(Noun):
    """Why events are sent: a bug or a noise family, with its answers for the label columns."""

    id: str
    service: str
    label: Literal["actionable", "noise"]
    origin: Literal["curated", "procedural", "noise"]
    family: str
    difficulty: str
    title: str
    twin_of: str = ""
    looks_like_noise: bool = False
    root_cause: dict[str, Any] | None = None
    exception: str = ""
    bug: BugFacts | None = None
    noise: NoiseFamily | None = None


class Sent(Noun):
    """One event of a stream and the cause that it was sent for."""

    cause: str
    at: float
    event: Event


class StreamRecord(Noun):
    """A week that was played: its events, and the causes that gave none, with the reason."""

    stream: str
    releases: tuple[str, ...]
    outages: tuple[tuple[float, float], ...]
    sent: tuple[Sent, ...]
    silent: dict[str, str] = Field(default_factory=dict)


def cause_of_bug(facts: BugFacts) -> Cause:
    """The cause that a bug is."""
    return Cause(
        id=facts.id,
        service=facts.service,
        label="actionable",
        origin=facts.origin,
        family=facts.family,
        difficulty=facts.difficulty,
        title=facts.title,
        looks_like_noise=facts.looks_like_noise,
        root_cause=facts.root_cause.model_dump(mode="json"),
        exception=facts.crash.exception,
        bug=facts,
    )


def cause_of_noise(family: NoiseFamily, service: str) -> Cause:
    """The cause that a noise family is; a twin is as hard as it gets."""
    noise = family.noise
    return Cause(
        id=noise.id,
        service=service,
        label="noise",
        origin="noise",
        family=noise.kind,
        difficulty="hard" if noise.twin_of else "medium" if noise.expect.exception else "easy",
        title=noise.title,
        twin_of=f"{service}-{noise.twin_of}" if noise.twin_of else "",
        exception=noise.expect.exception,
        noise=family,
    )


def causes_of_week(settings: DatasetSettings, causes: Sequence[Cause], number: int) -> list[Cause]:
    """What happens in a week: most noise families, and as many bugs as the share of actionable ones asks for.

    Bugs come in turn, so that every one comes before any comes again.
    """
    noise = [cause for cause in causes if cause.label == "noise"]
    bugs = [cause for cause in causes if cause.label == "actionable"]
    if not causes:
        return []
    service = causes[0].service
    rng = seeded(settings.seed, "causes", service, number)
    present = [cause for cause in noise if rng.random() < settings.noise_share]
    share = settings.actionable_share
    wanted = min(len(bugs), round(settings.noise_share * len(noise) * share / (1 - share))) if noise else len(bugs)
    order = list(bugs)
    seeded(settings.seed, "order", service).shuffle(order)
    first = (number - 1) * wanted
    turn = [order[(first + place) % len(order)] for place in range(wanted)]
    return sorted([*present, *turn], key=lambda cause: cause.id)


def play_weeks(
    settings: DatasetSettings,
    causes: Sequence[Cause],
    workload: Workload,
    tree: Path,
    numbers: Sequence[int],
    sandbox: Sandbox,
) -> tuple[StreamRecord, ...]:
    """Run weeks of one service. Raises ReplayError if the stage breaks.

    A cause has one process for all of these weeks: starting the service costs as much as twenty of its requests.
    """
    service = causes[0].service if causes else tree.name
    weeks = [plan_week(settings, service, number) for number in numbers]
    present = {week.number: causes_of_week(settings, causes, week.number) for week in weeks}
    segments = {
        (week.number, cause.id): _segment(settings, week, cause, workload, tree)
        for week in weeks
        for cause in present[week.number]
    }
    played = {one.occurrence: one for part in play(_merged(segments.values()), sandbox).values() for one in part}
    return tuple(_record(week, present[week.number], segments, played) for week in weeks)


def _record(
    week: Week, present: Sequence[Cause], segments: Mapping[tuple[int, str], Segment], played: dict[str, Played]
) -> StreamRecord:
    sent: list[Sent] = []
    silent: dict[str, str] = {}
    for cause in present:
        found, reason = _sent(week, cause, segments[week.number, cause.id], played)
        sent += found
        if not found:
            silent[cause.id] = reason
    if present and not sent:  # kept, it would be taken for a week without errors
        name, reason = next(iter(silent.items()))
        raise ReplayError(f"{week.stream}: no cause sent anything; {name}: {reason[-600:]}")
    sent.sort(key=lambda one: (one.at, one.event.id))
    versions = tuple(one.version for one in week.releases)
    return StreamRecord(stream=week.stream, releases=versions, outages=week.outages, sent=tuple(sent), silent=silent)


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """One process for each cause; causes that need nothing of their own (no fault, variable, other code) share one."""
    shared: dict[str, list[Segment]] = {}
    own: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.env or segment.faults or segment.overlay:
            own.setdefault(segment.id, []).append(segment)
        else:
            kind = "job" if isinstance(segment.occurrences[0].trigger, CommandTrigger) else "web"
            shared.setdefault(f"shared-{kind}", []).append(segment)
    # The longest come first, so that they do not run alone at the end.
    return [_joined(name, parts) for name, parts in [*sorted(shared.items()), *own.items()]]


def _joined(name: str, parts: Sequence[Segment]) -> Segment:
    occurrences = sorted((one for part in parts for one in part.occurrences), key=lambda one: (one.at, one.id))
    return parts[0].model_copy(update={"id": name, "occurrences": tuple(occurrences)})


def _sent(week: Week, cause: Cause, segment: Segment, played: dict[str, Played]) -> tuple[list[Sent], str]:
    """The events of a cause; none of a cause whose own exception never came, for then it is not what it says."""
    found: list[Sent] = []
    reason = "no event was sent"
    right = False
    for occurrence in segment.occurrences:
        one = played[occurrence.id]
        if one.fault:
            reason = one.fault[-300:]
            continue
        for event in events_of(one, week.service, occurrence.at, f"{week.stream}/{occurrence.id}"):
            raised = event.raised
            right = right or not cause.exception or (raised is not None and raised.type == cause.exception)
            found.append(Sent(cause=cause.id, at=occurrence.at, event=event))
    if found and not right:
        return [], f"no event raised {cause.exception}, as the cause says"
    return found, reason


def _segment(settings: DatasetSettings, week: Week, cause: Cause, workload: Workload, tree: Path) -> Segment:
    rng = seeded(settings.seed, "cause", week.stream, cause.id)
    noise = cause.noise.noise if cause.noise else None
    triggers = noise.occurrences if noise else cause.bug.triggers if cause.bug else ()
    if noise:
        times = times_of(noise.pattern, week, rng, settings.most_events)
        users = noise.pattern.users
    else:
        times, _ = bug_times(week, rng, settings.most_events, isinstance(triggers[0], CommandTrigger))
        users = 0 if isinstance(triggers[0], CommandTrigger) else max(1, round(len(times) * rng.uniform(0.2, 1.0)))
    people = _people(workload, noise.values if noise else {}, users, rng)
    places = [noise.environment] if noise and noise.environment else _environments(rng)
    values = (noise.values if noise else {}, workload.values)
    occurrences = []
    for number, at in enumerate(times):
        user = rng.choice(people) if people else ""
        trigger: RequestTrigger | CommandTrigger = rng.choice(triggers)
        if noise or isinstance(trigger, RequestTrigger):
            trigger = Filler(rng, at, values, user).trigger(trigger)
        kind = "job" if isinstance(trigger, CommandTrigger) else "web"
        occurrences.append(
            Occurrence(
                id=f"{week.number:02d}/{cause.id}/{number:03d}",
                at=round(at, 3),
                trigger=trigger,
                seed=rng.getrandbits(32),
                user=user,
                release=week.release_at(at),
                environment=rng.choice(places),
                server=f"{week.service.replace('_', '-')}-{kind}-{rng.randint(1, _SERVERS)}",
            )
        )
    faults = tuple(fault.model_dump() for fault in noise.faults) if noise else ()
    overlay = cause.bug.overlay if cause.bug else {}
    env = noise.env if noise else {}
    return Segment(id=cause.id, tree=tree, occurrences=tuple(occurrences), overlay=overlay, env=env, faults=faults)


def _people(workload: Workload, own: dict[str, tuple[Any, ...]], count: int, rng: Random) -> list[str]:
    """The signed-in users that a cause meets."""
    if not count:
        return []
    known = [str(one) for one in (own.get("user") or workload.values.get("user") or ())]
    if not known:
        return [f"u-{number}" for number in rng.sample(range(1, 900), k=min(count, 800))]
    return rng.sample(known, k=min(count, len(known)))


def _environments(rng: Random) -> list[str]:
    return rng.choices((["production"], ["staging"], ["staging", "production", "production"]), weights=(75, 10, 15))[0]
