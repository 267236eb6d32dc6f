"""Incidents that were put aside: what they were like then, why they came back, and what people said of them."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from arbase.domain.incident import IncidentState, Judgement, judgement_of
from arbase.domain.review import IncidentReview, Occasion
from arbase.store.codec import clean
from arbase.store.incidents import set_state, without_samples
from arbase.store.proposals import append_audit, forget_stage_results
from arbase.store.tables import incident_reviews, quarantine

PUT_ASIDE = (IncidentState.DISCARDED, IncidentState.BACKLOG)
_NAME = 200
_REASON = 10_000


def put_aside(connection: Connection, incident_id: str, state: IncidentState) -> None:
    """Set the state and remember what the incident is like now; why it came back earlier stays."""
    set_state(connection, incident_id, state)
    text = judgement_of(without_samples(connection, incident_id)).model_dump_json()
    mine = quarantine.c.incident_id == incident_id
    changed = connection.execute(update(quarantine).where(mine).values(judgement=text))
    if changed.rowcount == 0:
        connection.execute(insert(quarantine).values(incident_id=incident_id, judgement=text, returned=""))


def judgement(connection: Connection, incident_id: str) -> Judgement | None:
    """What the incident was like when it was put aside last."""
    text: str | None = connection.execute(
        select(quarantine.c.judgement).where(quarantine.c.incident_id == incident_id)
    ).scalar()
    return None if text is None else Judgement.model_validate_json(text)


def send_back(connection: Connection, incident_id: str, why: str) -> None:
    """Let an incident be judged anew because a rule said so; the reason is kept and audited."""
    reason = clean(why, _REASON)
    connection.execute(update(quarantine).where(quarantine.c.incident_id == incident_id).values(returned=reason))
    _anew(connection, incident_id)
    append_audit(connection, "arbase", "return", f"incident {incident_id}", reason)


def returned(connection: Connection, incident_id: str) -> str:
    """Why the incident came back since it was discarded by a human or never; empty if it did not."""
    found: str | None = connection.execute(
        select(quarantine.c.returned).where(quarantine.c.incident_id == incident_id)
    ).scalar()
    return found or ""


def add_review(connection: Connection, review: IncidentReview) -> None:
    """Record what a human said, with its audit entry; the incident is judged anew or put aside accordingly."""
    actor, reason = clean(review.actor, _NAME), clean(review.reason, _REASON)
    connection.execute(
        insert(incident_reviews).values(
            incident_id=review.incident_id,
            actionable=int(review.actionable),
            occasion=review.occasion.value,
            was=review.was.value,
            actor=actor,
            at=review.at,
            reason=reason,
        )
    )
    if review.actionable and review.was in PUT_ASIDE:
        _anew(connection, review.incident_id)
    elif not review.actionable:
        connection.execute(delete(quarantine).where(quarantine.c.incident_id == review.incident_id))
        put_aside(connection, review.incident_id, IncidentState.DISCARDED)
    action = ("restore" if review.was in PUT_ASIDE else "confirm") if review.actionable else "discard"
    named = action if review.occasion is Occasion.REVIEW else f"audit: {action}"
    append_audit(connection, actor, named, f"incident {review.incident_id}", reason)


def reviews_of(connection: Connection, incident_id: str | None) -> tuple[IncidentReview, ...]:
    """What people said of one incident or of all, oldest first."""
    query = select(incident_reviews).order_by(incident_reviews.c.sequence)
    if incident_id is not None:
        query = query.where(incident_reviews.c.incident_id == incident_id)
    return tuple(
        IncidentReview(
            incident_id=row.incident_id,
            actionable=bool(row.actionable),
            occasion=Occasion(row.occasion),
            was=IncidentState(row.was),
            actor=row.actor,
            at=row.at,
            reason=row.reason,
        )
        for row in connection.execute(query)
    )


def _anew(connection: Connection, incident_id: str) -> None:
    forget_stage_results(connection, incident_id)
    set_state(connection, incident_id, IncidentState.NEW)
