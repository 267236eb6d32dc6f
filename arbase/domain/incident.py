"""An incident: the group of events with one fingerprint, the unit of triage."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from arbase.domain.event import Event
from arbase.domain.noun import Noun


class FingerprintPart(Noun):
    """One ingredient of a fingerprint: its kind (`type`, `frame`, `message`, `sdk`), value, and where it came from."""

    kind: str
    value: str
    source: str = ""


class Fingerprint(Noun):
    """Why events belong together. `version` names the immutable rule file, `rule` the branch of it that applied."""

    version: str
    rule: str
    digest: str
    parts: tuple[FingerprintPart, ...]


class IncidentState(StrEnum):
    """How far the pipeline came with an incident."""

    NEW = "new"
    RUNNING = "running"
    DISCARDED = "discarded"
    BACKLOG = "backlog"
    DIAGNOSED = "diagnosed"
    AWAITING_REVIEW = "awaiting review"
    APPROVED = "approved"
    REJECTED = "rejected"
    FAILED = "failed"


class Incident(Noun):
    """A group of events. `count` is exact; `samples` is a bounded choice of them, oldest first, never empty.

    `hourly` counts the events of the last two weeks by hours since 1970, for hours in which there were any.
    `fixed_before` tells of approved fixes after which it came back: an incident with any is a regression.
    """

    id: str
    service: str
    fingerprint: Fingerprint
    title: str
    culprit: str = ""
    level: str = "error"
    state: IncidentState = IncidentState.NEW
    count: int
    users: int = 0
    first_seen: datetime
    last_seen: datetime
    first_release: str | None = None
    last_release: str | None = None
    environments: tuple[str, ...] = ()
    hourly: tuple[tuple[int, int], ...] = ()
    samples: tuple[Event, ...] = ()
    fixed_before: tuple[str, ...] = ()

    @property
    def latest(self) -> Event:
        """The newest sampled event."""
        return self.samples[-1]


class Judgement(Noun):
    """What an incident was like when it was put aside: events, users, hours from first to last, epoch seconds."""

    count: int
    users: int
    hours: float
    last_release: str | None
    last_seen: float


def judgement_of(incident: Incident) -> Judgement:
    """What to remember of an incident that is put aside now."""
    return Judgement(
        count=incident.count,
        users=incident.users,
        hours=max((incident.last_seen - incident.first_seen).total_seconds() / 3600, 1.0),
        last_release=incident.last_release,
        last_seen=incident.last_seen.timestamp(),
    )
