"""Incidents of the alert streams: the events of one cause in one week, with label, answers and a few samples."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from arbase.domain.noun import Noun
from arbase.evaluation.dataset.settings import CANARY, DatasetSettings
from arbase.evaluation.dataset.streams import Cause, Sent, StreamRecord
from arbase.intake.digest import culprit, title
from arbase.intake.fingerprint.versions import fingerprint

SAMPLES = 3
MOST_RELATED = 8


class Incident(Noun):
    """One row of the alerts table; see benchmarks/README.md for the columns."""

    id: str
    service: str
    stream: str
    label: str
    group: str
    cause: str
    family: str
    origin: str
    difficulty: str
    twin_of: str
    looks_like_noise: bool
    title: str
    culprit: str
    level: str
    count: int
    users: int
    times: tuple[float, ...]
    releases: tuple[str, ...]
    environments: tuple[str, ...]
    fingerprints: tuple[str, ...]
    samples: tuple[str, ...]
    root_cause: str
    related: tuple[str, ...]
    split: str
    canary: str = CANARY


def incidents_of(
    settings: DatasetSettings, records: Sequence[StreamRecord], causes: dict[str, Cause]
) -> tuple[Incident, ...]:
    """All incidents, by stream and cause, with their relations."""
    found: list[Incident] = []
    for record in sorted(records, key=lambda one: one.stream):
        groups: dict[str, list[Sent]] = defaultdict(list)
        for sent in record.sent:
            groups[sent.cause].append(sent)
        found += [_incident(settings, record.stream, causes[cause], groups[cause]) for cause in sorted(groups)]
    return _related(found)


def _incident(settings: DatasetSettings, stream: str, cause: Cause, sent: list[Sent]) -> Incident:
    events = [one.event for one in sent]
    first = events[0]
    places = sorted({0, len(events) // 2, len(events) - 1})[:SAMPLES]
    root = {"file": "", "function": "", "lines": []} if cause.root_cause is None else cause.root_cause
    return Incident(
        id=hashlib.sha256(f"{stream}/{cause.id}".encode()).hexdigest()[:12],
        service=cause.service,
        stream=stream,
        label=cause.label,
        group=f"{stream}/{cause.id}",
        cause=cause.id,
        family=cause.family,
        origin=cause.origin,
        difficulty=cause.difficulty,
        twin_of=cause.twin_of,
        looks_like_noise=cause.looks_like_noise,
        title=title(first),
        culprit=culprit(first),
        level=first.level,
        count=len(events),
        users=len({event.user for event in events if event.user}),
        times=tuple(one.at for one in sent),
        releases=_in_order(event.release for event in events),
        environments=_in_order(event.environment for event in events),
        fingerprints=_in_order(fingerprint(event).digest for event in events),
        samples=tuple(events[place].model_dump_json(exclude_defaults=True) for place in places),
        root_cause=json.dumps(root) if cause.root_cause is not None else "",
        related=(),
        split=settings.split_of(cause.service),
    )


def _related(found: list[Incident]) -> tuple[Incident, ...]:
    """One cause in several streams, and the outage of one week in several services."""
    by_cause: dict[str, list[str]] = defaultdict(list)
    by_outage: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by_cause[one.cause].append(one.id)
        if one.family == "dependency_outage":
            by_outage[one.stream.rpartition("/")[2]].append(one.id)
    rows = []
    for one in found:
        near = list(by_cause[one.cause])
        if one.family == "dependency_outage":
            near += by_outage[one.stream.rpartition("/")[2]]
        others = [name for name in dict.fromkeys(near) if name != one.id]
        rows.append(one.model_copy(update={"related": tuple(others[:MOST_RELATED])}))
    return tuple(rows)


def _in_order(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
