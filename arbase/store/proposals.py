"""Stage results, proposals, reviews and the audit chain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from arbase.domain.errors import UserError
from arbase.domain.incident import IncidentState
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import AuditEntry, Decision, Review
from arbase.store.codec import clean, pack, pack_text, unpack, unpack_text
from arbase.store.incidents import set_state, unambiguous
from arbase.store.interface import StageResult
from arbase.store.tables import audit, proposals, reviews, stage_results

_NAME = 200
_REASON = 10_000
_AFTER = {ProposalState.MERGED: IncidentState.APPROVED, ProposalState.REJECTED: IncidentState.REJECTED}


def stage_results_of(connection: Connection, incident_id: str, stage: str | None = None) -> tuple[StageResult, ...]:
    """The finished stages, or the one asked for, in the order in which they finished."""
    query = select(stage_results).where(stage_results.c.incident_id == incident_id)
    if stage is not None:
        query = query.where(stage_results.c.stage == stage)
    rows = connection.execute(query.order_by(stage_results.c.sequence))
    return tuple(StageResult(stage=row.stage, outcome=unpack_text(row.outcome), at=row.at) for row in rows)


def save_stage_result(connection: Connection, incident_id: str, stage: str, outcome: str) -> None:
    """Keep an answer; an earlier one of the same stage goes."""
    connection.execute(
        delete(stage_results).where(stage_results.c.incident_id == incident_id, stage_results.c.stage == stage)
    )
    connection.execute(
        insert(stage_results).values(
            incident_id=incident_id, stage=stage, outcome=pack_text(outcome), at=datetime.now(UTC)
        )
    )


def forget_stage_results(connection: Connection, incident_id: str) -> None:
    """Forget all answers for an incident."""
    connection.execute(delete(stage_results).where(stage_results.c.incident_id == incident_id))


def add_proposal(connection: Connection, proposal: Proposal) -> Proposal:
    """Keep a proposal and let its incident wait for review.

    One that is known by its id, or that waits on the same branch, is returned instead and nothing changes.
    """
    same_id = proposals.c.id == proposal.id
    same_branch = (
        (proposals.c.incident_id == proposal.incident_id)
        & (proposals.c.branch == proposal.branch)
        & (proposals.c.state == ProposalState.WAITING.value)
    )
    known = connection.execute(select(proposals).where(same_id | same_branch).order_by(proposals.c.sequence)).first()
    if known is not None:
        return _proposal(known)
    connection.execute(
        insert(proposals).values(
            id=proposal.id,
            incident_id=proposal.incident_id,
            branch=proposal.branch,
            state=proposal.state.value,
            proposal=pack(proposal),
        )
    )
    set_state(connection, proposal.incident_id, IncidentState.AWAITING_REVIEW)
    return proposal


def all_proposals(connection: Connection, state: ProposalState | None) -> tuple[Proposal, ...]:
    """Proposals, newest first."""
    query = select(proposals).order_by(proposals.c.sequence.desc())
    if state is not None:
        query = query.where(proposals.c.state == state.value)
    return tuple(_proposal(row) for row in connection.execute(query))


def by_prefix(connection: Connection, prefix: str) -> Proposal | None:
    """The proposal of this id or unambiguous prefix. Raises UserError if several match."""
    row = unambiguous(connection, select(proposals), prefix, "proposal")
    return None if row is None else _proposal(row)


def add_review(connection: Connection, review: Review, state: ProposalState) -> None:
    """Record a decision, what it makes of proposal and incident, and its audit entry.

    Raises UserError if there is no such proposal or it was decided before.
    """
    row = connection.execute(select(proposals).where(proposals.c.id == review.proposal_id)).first()
    if row is None:
        raise UserError(f"proposal {review.proposal_id!r} is not known; `arbase review list` shows those that wait")
    if row.state != ProposalState.WAITING.value:
        raise UserError(f"proposal {review.proposal_id} was already {row.state}; a decision is made once")
    actor, reason = clean(review.actor, _NAME), clean(review.reason, _REASON)
    connection.execute(
        insert(reviews).values(
            proposal_id=review.proposal_id, decision=review.decision.value, actor=actor, at=review.at, reason=reason
        )
    )
    connection.execute(update(proposals).where(proposals.c.id == review.proposal_id).values(state=state.value))
    if state in _AFTER:
        set_state(connection, row.incident_id, _AFTER[state])
    append_audit(connection, actor, review.decision.value, f"proposal {review.proposal_id}", reason)


def reviews_of(connection: Connection, proposal_id: str) -> tuple[Review, ...]:
    """The decisions on a proposal, oldest first."""
    rows = connection.execute(select(reviews).where(reviews.c.proposal_id == proposal_id).order_by(reviews.c.sequence))
    return tuple(
        Review(
            proposal_id=row.proposal_id, decision=Decision(row.decision), actor=row.actor, at=row.at, reason=row.reason
        )
        for row in rows
    )


def append_audit(connection: Connection, actor: str, action: str, subject: str, reason: str) -> AuditEntry:
    """Append to the hash chain; the caller's transaction is the only writer, so no two entries get one number."""
    last = connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).first()
    unsealed = AuditEntry(
        sequence=1 if last is None else last.sequence + 1,
        at=datetime.now(UTC),
        actor=clean(actor, _NAME),
        action=clean(action, _NAME),
        subject=clean(subject, _NAME),
        reason=clean(reason, _REASON),
        previous="" if last is None else last.digest,
        digest="",
    )
    entry = unsealed.model_copy(update={"digest": unsealed.expected_digest})
    connection.execute(insert(audit).values(**entry.model_dump()))
    return entry


def audit_trail(connection: Connection) -> tuple[AuditEntry, ...]:
    """The whole chain, oldest first."""
    rows = connection.execute(select(audit).order_by(audit.c.sequence))
    return tuple(AuditEntry.model_validate(dict(row._mapping)) for row in rows)


def _proposal(row: Row[Any]) -> Proposal:
    # The column is what counts: it is the one that a decision changes.
    return unpack(Proposal, row.proposal).model_copy(update={"state": ProposalState(row.state)})
