"""Incidents: exact counts, and storage that stays bounded however many events arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.sql import Select

from arbase.domain.errors import StoreError, UserError
from arbase.domain.event import Event
from arbase.domain.incident import Fingerprint, Incident, IncidentState
from arbase.store import sketch
from arbase.store.codec import clean, pack, unpack
from arbase.store.interface import IncidentDraft
from arbase.store.sampling import rank, surplus
from arbase.store.tables import hours, in_utc, incidents, samples

ENVIRONMENTS = 20
HOURS = 14 * 24
_TEXT = 300
_LATE = timedelta(days=30)
_LEVELS = ("debug", "info", "warning", "error", "fatal")
_SHORTEST_PREFIX = 4
_LISTED = 10


def add_event(connection: Connection, event: Event, payload: bytes, draft: IncidentDraft) -> str:
    """Count `event` in the incident of its fingerprint, keep it as a sample, and return the incident's id."""
    seen = seen_at(event)
    row = _of_draft(connection, event.service, draft)
    if row is None:
        incident_id = _free_id(connection, event.service, draft.fingerprint)
        connection.execute(insert(incidents).values(id=incident_id, **_first(event, seen, draft)))
        ordinal = 1
    else:
        incident_id, ordinal = str(row.id), int(row.events) + 1
        connection.execute(update(incidents).where(incidents.c.id == incident_id).values(_next(row, event, seen)))
    connection.execute(
        insert(samples).values(incident_id=incident_id, ordinal=ordinal, rank=rank(event.id), payload=payload)
    )
    _drop_surplus(connection, incident_id)
    _count_hour(connection, incident_id, seen)
    return incident_id


def id_of(connection: Connection, service: str, draft: IncidentDraft) -> str | None:
    """The id of the incident that an event with this draft belongs to."""
    row = _of_draft(connection, service, draft)
    return None if row is None else str(row.id)


def without_samples(connection: Connection, incident_id: str, *kept: Event) -> Incident:
    """The incident of exactly this id, with no samples but `kept`."""
    return _incident(connection.execute(select(incidents).where(incidents.c.id == incident_id)).one(), kept)


def search(
    connection: Connection, service: str | None, states: Sequence[IncidentState], limit: int
) -> tuple[Incident, ...]:
    """Incidents without samples, last seen first."""
    query = select(incidents).order_by(incidents.c.last_seen.desc(), incidents.c.id).limit(limit)
    if service is not None:
        query = query.where(incidents.c.service == service)
    if states:
        query = query.where(incidents.c.state.in_([state.value for state in states]))
    return tuple(_incident(row) for row in connection.execute(query))


def by_prefix(connection: Connection, prefix: str) -> Incident | None:
    """The incident of this id or unambiguous prefix, with samples. Raises UserError if several match."""
    row = unambiguous(connection, select(incidents), prefix, "incident")
    if row is None:
        return None
    kept = connection.execute(
        select(samples.c.payload).where(samples.c.incident_id == row.id).order_by(samples.c.ordinal)
    )
    found = _incident(row, [unpack(Event, sample.payload) for sample in kept])
    return found.model_copy(update={"hourly": tuple(hourly(connection, found.id).items())})


def unambiguous(connection: Connection, query: Select[Any], prefix: str, noun: str) -> Row[Any] | None:
    """The row of `query` whose id is `prefix` or the only one that starts with it (4 characters at least)."""
    wanted = prefix.strip().lower()
    if "\0" in wanted:
        return None
    column = query.selected_columns["id"]
    exact = connection.execute(query.where(column == wanted)).first()
    if exact is not None or len(wanted) < _SHORTEST_PREFIX:
        return exact
    found = connection.execute(
        query.where(column.startswith(wanted, autoescape=True)).order_by(column).limit(_LISTED + 1)
    ).all()
    if len(found) > 1:
        listed = ", ".join(str(row.id) for row in found[:_LISTED]) + (", ..." if len(found) > _LISTED else "")
        raise UserError(f"{noun} {wanted}: several start like this ({listed}); give more characters")
    return found[0] if found else None


def set_state(connection: Connection, incident_id: str, state: IncidentState) -> None:
    """Record how far the pipeline came. Raises StoreError for an unknown id."""
    changed = connection.execute(update(incidents).where(incidents.c.id == incident_id).values(state=state.value))
    if changed.rowcount == 0:
        raise StoreError(f"incident {incident_id!r} is not in the store")


def hourly(connection: Connection, incident_id: str) -> dict[int, int]:
    """Events for each hour since 1970 of the last 14 days in which there were any."""
    rows = connection.execute(select(hours).where(hours.c.incident_id == incident_id).order_by(hours.c.hour))
    return {int(row.hour): int(row.events) for row in rows}


def seen_at(event: Event) -> datetime:
    """When `event` happened: what the client says, unless its clock is ahead or a month behind."""
    occurred, received = in_utc(event.occurred_at), in_utc(event.received_at)
    return occurred if received - _LATE <= occurred <= received else received


def _of_draft(connection: Connection, service: str, draft: IncidentDraft) -> Row[Any] | None:
    """The incident of the fingerprint in use, else one that was stored under an earlier version."""
    found = (_of_fingerprint(connection, service, one) for one in (draft.fingerprint, *draft.earlier))
    return next((row for row in found if row is not None), None)


def _of_fingerprint(connection: Connection, service: str, fingerprint: Fingerprint) -> Row[Any] | None:
    query = select(incidents).where(
        incidents.c.service == service,
        incidents.c.fingerprint_version == fingerprint.version,
        incidents.c.fingerprint_digest == fingerprint.digest,
    )
    return connection.execute(query).first()


def _free_id(connection: Connection, service: str, fingerprint: Fingerprint) -> str:
    digest = hashlib.sha256(f"{service}\0{fingerprint.version}\0{fingerprint.digest}".encode()).hexdigest()
    for length in (12, 16, 64):
        taken = connection.execute(select(incidents.c.id).where(incidents.c.id == digest[:length])).first()
        if taken is None:
            return digest[:length]
    raise StoreError(f"incident {digest[:12]}: no free id is left")


def _first(event: Event, seen: datetime, draft: IncidentDraft) -> dict[str, Any]:
    users = sketch.add(b"", event.user) if event.user else b""
    release = _short(event.release)
    return {
        "service": event.service,
        "fingerprint_version": draft.fingerprint.version,
        "fingerprint_digest": draft.fingerprint.digest,
        "fingerprint": pack(draft.fingerprint),
        "title": clean(draft.title, _TEXT),
        "culprit": clean(draft.culprit, _TEXT),
        "level": _known_level(event.level),
        "state": IncidentState.NEW.value,
        "events": 1,
        "users": sketch.distinct(users),
        "user_sketch": users,
        "first_seen": seen,
        "last_seen": seen,
        "first_release": release,
        "last_release": release,
        "environments": orjson.dumps(_with_environment([], event)).decode(),
    }


def _next(row: Row[Any], event: Event, seen: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "events": row.events + 1,
        "level": max(row.level, _known_level(event.level), key=_LEVELS.index),
        "environments": orjson.dumps(_with_environment(orjson.loads(row.environments), event)).decode(),
    }
    if event.user:
        users = sketch.add(row.user_sketch, event.user)
        changes |= {"user_sketch": users, "users": sketch.distinct(users)}
    release = _short(event.release)
    if seen < row.first_seen:
        changes |= {"first_seen": seen, "first_release": release or row.first_release}
    if seen >= row.last_seen:
        changes |= {"last_seen": seen, "last_release": release or row.last_release}
    if row.first_release is None and release:
        changes["first_release"] = release
    return changes


def _drop_surplus(connection: Connection, incident_id: str) -> None:
    mine = samples.c.incident_id == incident_id
    kept = connection.execute(select(samples.c.ordinal, samples.c.rank).where(mine))
    dropped = surplus([(row.ordinal, row.rank) for row in kept])
    if dropped:
        connection.execute(delete(samples).where(mine, samples.c.ordinal.in_(dropped)))


def _count_hour(connection: Connection, incident_id: str, seen: datetime) -> None:
    hour = int(seen.timestamp() // 3600)
    mine = hours.c.incident_id == incident_id
    counted = connection.execute(update(hours).where(mine, hours.c.hour == hour).values(events=hours.c.events + 1))
    if counted.rowcount:
        return
    connection.execute(insert(hours).values(incident_id=incident_id, hour=hour, events=1))
    # The newest hours stay, so an event that comes late is dropped here if it is older than all of them.
    newest = select(hours.c.hour).where(mine).order_by(hours.c.hour.desc()).limit(1)
    connection.execute(delete(hours).where(mine, hours.c.hour <= newest.scalar_subquery() - HOURS))


def _incident(row: Row[Any], kept: Sequence[Event] = ()) -> Incident:
    return Incident(
        id=row.id,
        service=row.service,
        fingerprint=unpack(Fingerprint, row.fingerprint),
        title=row.title,
        culprit=row.culprit,
        level=row.level,
        state=IncidentState(row.state),
        count=row.events,
        users=row.users,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        first_release=row.first_release,
        last_release=row.last_release,
        environments=tuple(orjson.loads(row.environments)),
        samples=tuple(kept),
    )


def _with_environment(known: list[str], event: Event) -> list[str]:
    name = _short(event.environment)
    return known if name is None or name in known or len(known) >= ENVIRONMENTS else [*known, name]


def _short(text: str | None) -> str | None:
    return clean(text, _TEXT) if text else None


def _known_level(level: str) -> str:
    return level if level in _LEVELS else "error"
