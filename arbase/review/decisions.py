"""Decisions on proposals: the only way from a branch to the code that runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from arbase.domain.errors import UserError
from arbase.domain.proposal import Proposal, ProposalState
from arbase.domain.review import Decision, Review
from arbase.domain.service import Service
from arbase.forge.interface import Forge
from arbase.store.interface import Store


def pending(store: Store) -> Sequence[Proposal]:
    """The proposals that wait for a human, newest first."""
    return store.proposals(state=ProposalState.WAITING)


def approve(store: Store, forge: Forge, proposal_id: str, actor: str, reason: str = "") -> Proposal:
    """Merge a proposal into its base and record who said so; returns it as merged.

    First the forge, then the record: whoever is killed in between finds the branch merged next time and only records
    it. Raises UserError for an unknown or decided proposal or an empty actor, ForgeError if it cannot be merged.
    """
    proposal, service, who = _decidable(store, forge, proposal_id, actor)
    forge.merge(service, proposal.branch, actor=who, reason=reason.strip())
    return _recorded(store, proposal, Decision.APPROVE, who, reason.strip())


def reject(store: Store, forge: Forge, proposal_id: str, actor: str, why: str) -> Proposal:
    """Drop a proposal's branch and record who said so and why; returns it as rejected.

    Raises UserError for an unknown or decided proposal, an empty actor or no reason, ForgeError if it was merged.
    """
    proposal, service, who = _decidable(store, forge, proposal_id, actor)
    reason = why.strip()
    if not reason:
        raise UserError(f"proposal {proposal.id}: say why it is rejected, as in --why 'the default is wrong'")
    forge.drop(service, proposal.branch, actor=who, reason=reason)
    return _recorded(store, proposal, Decision.REJECT, who, reason)


def _decidable(store: Store, forge: Forge, proposal_id: str, actor: str) -> tuple[Proposal, Service, str]:
    who = " ".join(actor.split())
    if not who:
        raise UserError("a decision needs the name of whoever makes it; give it with --as NAME")
    proposal = store.proposal(proposal_id)
    if proposal is None:
        raise UserError(f"there is no proposal {proposal_id[:80]!r}; `arbase review list` shows those that wait")
    if proposal.state is not ProposalState.WAITING:
        earlier = store.reviews(proposal.id)
        by = f" by {earlier[-1].actor} at {earlier[-1].at:%Y-%m-%d %H:%M} UTC" if earlier else ""
        raise UserError(f"proposal {proposal.id} was already {proposal.state}{by}; a decision is made once")
    record = store.service(proposal.service)
    if record is None:
        raise UserError(
            f"proposal {proposal.id} belongs to {proposal.service!r}, which is not connected; use `arbase service add`"
        )
    if proposal.forge != forge.name:
        raise UserError(f"proposal {proposal.id} waits on {proposal.forge}, not on {forge.name}")
    return proposal, record.service, who


def _recorded(store: Store, proposal: Proposal, decision: Decision, actor: str, reason: str) -> Proposal:
    state = ProposalState.MERGED if decision is Decision.APPROVE else ProposalState.REJECTED
    review = Review(proposal_id=proposal.id, decision=decision, actor=actor, at=datetime.now(UTC), reason=reason)
    store.add_review(review, state)
    return proposal.model_copy(update={"state": state})
