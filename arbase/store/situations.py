"""Clues of triaged incidents, and which of them are one situation."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select, update

from arbase.domain.situation import Clue, Membership
from arbase.store.codec import clean
from arbase.store.tables import situations

_REASON = 1000


def keep_clue(connection: Connection, clue: Clue) -> None:
    """Keep or replace what an incident shows of its cause; its situation stays."""
    mine = situations.c.incident_id == clue.incident_id
    text = clean(clue.model_dump_json(), 20_000)
    changed = connection.execute(update(situations).where(mine).values(clue=text, at=datetime.now(UTC)))
    if changed.rowcount == 0:
        connection.execute(
            insert(situations).values(
                incident_id=clue.incident_id, clue=text, situation="", why="", at=datetime.now(UTC)
            )
        )


def clues(connection: Connection, limit: int) -> tuple[Clue, ...]:
    """The latest clues, newest first."""
    rows = connection.execute(select(situations.c.clue).order_by(situations.c.at.desc()).limit(limit)).scalars()
    return tuple(Clue.model_validate_json(str(text)) for text in rows)


def join(connection: Connection, incident_id: str, other: str, why: str) -> str:
    """Put an incident into the situation of `other`, which becomes the first of one if it has none; its name."""
    known: str | None = connection.execute(
        select(situations.c.situation).where(situations.c.incident_id == other)
    ).scalar()
    name = known or other
    connection.execute(update(situations).where(situations.c.incident_id == other).values(situation=name))
    mine = situations.c.incident_id == incident_id
    connection.execute(update(situations).where(mine).values(situation=name, why=clean(why, _REASON)))
    return name


def members(connection: Connection, situation: str | None) -> tuple[Membership, ...]:
    """The incidents of one situation or of all, the first of each first."""
    query = select(situations).where(situations.c.situation != "")
    if situation is not None:
        query = query.where(situations.c.situation == situation)
    found = [_membership(row) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (one.situation, one.incident_id != one.situation, one.at)))


def situation_of(connection: Connection, incident_id: str) -> str:
    """The name of the incident's situation; empty if it is in none."""
    found: str | None = connection.execute(
        select(situations.c.situation).where(situations.c.incident_id == incident_id)
    ).scalar()
    return found or ""


def _membership(row: Row[tuple[object, ...]]) -> Membership:
    return Membership(incident_id=row.incident_id, situation=row.situation, why=row.why, at=row.at)
