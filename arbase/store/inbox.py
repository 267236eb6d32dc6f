"""Events on their way: accepted, and moved into their incident exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from arbase.domain.event import Event
from arbase.store.codec import event_key, unpack
from arbase.store.tables import inbox, seen_events

REMEMBERED = 50_000
"""How many of the latest accepted events are known again when a client sends them twice."""

_CHUNK = 500


def accept(connection: Connection, packed: Sequence[tuple[str, bytes]]) -> int:
    """Put events, pairs of key and payload, into the inbox; known keys are skipped. Returns how many are new."""
    offered = dict(reversed(packed))
    known = _known(connection, list(offered))
    new = [{"key": key, "payload": payload} for key, payload in reversed(offered.items()) if key not in known]
    if not new:
        return 0
    connection.execute(insert(inbox), new)
    connection.execute(insert(seen_events), [{"key": row["key"]} for row in new])
    latest: int = connection.execute(select(func.max(seen_events.c.sequence))).scalar_one()
    connection.execute(delete(seen_events).where(seen_events.c.sequence <= latest - REMEMBERED))
    return len(new)


def waiting(connection: Connection, limit: int) -> tuple[Event, ...]:
    """Accepted events that are not yet digested, oldest first."""
    rows = connection.execute(select(inbox.c.payload).order_by(inbox.c.sequence).limit(limit))
    return tuple(unpack(Event, row.payload) for row in rows)


def size(connection: Connection) -> int:
    """How many events wait."""
    return connection.execute(select(func.count(inbox.c.sequence))).scalar_one()


def take(connection: Connection, event: Event) -> bytes | None:
    """Take `event` out and return its payload; None if it is not there, so was digested before."""
    mine = inbox.c.key == event_key(event.service, event.id)
    payload: bytes | None = connection.execute(select(inbox.c.payload).where(mine)).scalar()
    connection.execute(delete(inbox).where(mine))
    return payload


def _known(connection: Connection, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        for table in (seen_events, inbox):
            found.update(_strings(connection.execute(select(table.c.key).where(table.c.key.in_(chunk))).scalars()))
    return found


def _strings(values: Iterable[object]) -> set[str]:
    return {str(value) for value in values}
