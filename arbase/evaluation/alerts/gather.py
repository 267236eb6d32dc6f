"""From rows to labelled incidents, through arbase's own intake: parsed, redacted, fingerprinted, counted, sampled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from arbase.domain.errors import IntakeRejected, UserError
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.rows import Row
from arbase.intake.digest import draft
from arbase.intake.fingerprint.versions import fingerprint
from arbase.intake.redact import Redactor
from arbase.intake.sentry import parse_event
from arbase.intake.settings import IntakeSettings
from arbase.store.codec import pack, unpack
from arbase.store.sampling import rank, surplus

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
HOURS = 14 * 24
_FAR = datetime(9998, 1, 1, tzinfo=UTC)
_LEVELS = ("debug", "info", "warning", "error", "fatal")


class LabelledIncident(Noun):
    """An incident and what is known of it; `pairs` are (true group, fingerprint) with the number of events of each."""

    incident: Incident
    actionable: bool | None
    group: str = ""
    family: str = ""
    cause: str = ""
    split: str = ""
    stream: str = ""
    mixed: bool = False
    priority: float | None = None
    pairs: tuple[tuple[str, str, int], ...] = ()


@dataclass
class _Growing:
    """An incident that is being gathered; sampled events are kept packed, as the store keeps them."""

    service: str
    key: str
    labels: list[bool] = field(default_factory=list)
    counted: int = 0
    claimed: int = 0
    claimed_users: int = 0
    users: set[str] = field(default_factory=set)
    hours: dict[int, int] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    releases: dict[str, None] = field(default_factory=dict)
    environments: dict[str, None] = field(default_factory=dict)
    level: str = "debug"
    samples: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    row: Row | None = None


class Gatherer:
    """Takes rows in any order of time within a group; `incidents` gives what they make up."""

    def __init__(self, service: str = "", settings: IntakeSettings | None = None) -> None:
        self._service = service
        self._redactor = Redactor(settings or IntakeSettings())
        self._growing: dict[tuple[str, str], _Growing] = {}
        self.events = 0

    def add(self, row: Row) -> None:
        """Count a row. Raises UserError for an event that intake refuses."""
        service = self._service or row.service or "unknown"
        for position, tree in enumerate(row.events):
            event = self._event(tree, service, row)
            digest = fingerprint(event).digest
            grown = self._of(service, row, digest)
            if position == 0 and row.whole:
                _claim_whole(grown, row)
            _count(grown, event, digest, row)
            self.events += 1

    def incidents(self) -> Iterator[LabelledIncident]:
        """The incidents by first occurrence, each unpacked only when its turn comes."""
        for grown in sorted(self._growing.values(), key=lambda one: (one.first or UNDATED, one.service, one.key)):
            yield _finished(grown)

    def _of(self, service: str, row: Row, digest: str) -> _Growing:
        key = (
            f"group {row.group}" if row.group else (f"id {row.id}" if row.whole and row.id else f"fingerprint {digest}")
        )
        return self._growing.setdefault((service, key), _Growing(service=service, key=key))

    def _event(self, tree: dict[str, Any], service: str, row: Row) -> Event:
        if "received_at" in tree and "service" in tree and "occurred_at" in tree:
            try:
                return Event.model_validate(tree).model_copy(update={"service": service})
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(map(str, first["loc"]))
                raise UserError(f"{row.origin}: the event's {place}: {first['msg'].lower()}") from None
        now = row.time or _FAR
        identity = hashlib.sha256(row.origin.encode()).hexdigest()[:32]
        try:
            event = parse_event(tree, service=service, now=now, fallback_id=identity)
        except IntakeRejected as error:
            raise UserError(f"{row.origin}: {error}") from None
        when = event.occurred_at if event.occurred_at < _FAR else UNDATED
        when = row.time or when
        return self._redactor.redact(event.model_copy(update={"occurred_at": when, "received_at": when}))


def gathered(rows: Iterable[Row], service: str = "") -> list[LabelledIncident]:
    """The labelled incidents of `rows`. Raises UserError."""
    gatherer = Gatherer(service)
    for row in rows:
        gatherer.add(row)
    return list(gatherer.incidents())


def _claim_whole(grown: _Growing, row: Row) -> None:
    """What an incident's own row says of all its events."""
    for stamp in row.times:
        hour = int(stamp // 3600)
        grown.hours[hour] = grown.hours.get(hour, 0) + 1
        _seen(grown, datetime.fromtimestamp(stamp, UTC))
    grown.claimed = max(grown.claimed, len(row.times))
    grown.releases |= dict.fromkeys(row.releases)
    grown.environments |= dict.fromkeys(row.environments)


def _seen(grown: _Growing, moment: datetime) -> None:
    grown.first = moment if grown.first is None or moment < grown.first else grown.first
    grown.last = moment if grown.last is None or moment > grown.last else grown.last


def _count(grown: _Growing, event: Event, digest: str, row: Row) -> None:
    grown.row = row
    if row.actionable is not None:
        grown.labels.append(row.actionable)
    grown.counted += 1
    grown.claimed = max(grown.claimed, row.count or 0)
    grown.claimed_users = max(grown.claimed_users, row.users or 0)
    if event.user:
        grown.users.add(event.user)
    if not row.whole:
        hour = int(event.occurred_at.timestamp() // 3600)
        grown.hours[hour] = grown.hours.get(hour, 0) + 1
        _seen(grown, event.occurred_at)
    for known, value in ((grown.releases, event.release), (grown.environments, event.environment)):
        if value:
            known.setdefault(value)
    grown.level = max(grown.level, event.level, key=lambda level: _LEVELS.index(level) if level in _LEVELS else 3)
    pair = (row.group or grown.key, digest)
    grown.pairs[pair] = grown.pairs.get(pair, 0) + 1
    grown.samples[grown.counted] = (rank(event.id), pack(event))
    for ordinal in surplus([(ordinal, ranked) for ordinal, (ranked, _) in grown.samples.items()]):
        del grown.samples[ordinal]


def _finished(grown: _Growing) -> LabelledIncident:
    row = grown.row
    kept = sorted((unpack(Event, packed) for _, packed in grown.samples.values()), key=lambda event: event.occurred_at)
    made = draft(kept[0])
    latest = max(grown.hours, default=0)
    releases = list(grown.releases)
    first = grown.first or kept[0].occurred_at
    incident = Incident(
        id=hashlib.sha256(f"{grown.service}\0{grown.key}".encode()).hexdigest()[:12],
        service=grown.service,
        fingerprint=made.fingerprint,
        title=made.title,
        culprit=made.culprit,
        level=grown.level,
        count=max(grown.counted, grown.claimed),
        users=max(len(grown.users), grown.claimed_users),
        first_seen=first,
        last_seen=grown.last or kept[-1].occurred_at,
        first_release=releases[0] if releases else None,
        last_release=releases[-1] if releases else None,
        environments=tuple(grown.environments)[:20],
        hourly=tuple(sorted((hour, count) for hour, count in grown.hours.items() if hour > latest - HOURS)),
        samples=tuple(kept),
    )
    return LabelledIncident(
        incident=incident,
        actionable=any(grown.labels) if grown.labels else None,
        mixed=len(set(grown.labels)) > 1,
        group=row.group if row else "",
        family=row.family if row else "",
        cause=(row.cause if row else "") or (row.group if row else ""),
        split=row.split if row else "",
        stream=row.stream if row else "",
        priority=row.priority if row else None,
        pairs=tuple((group, digest, count) for (group, digest), count in grown.pairs.items()),
    )
