"""Claims for pieces that did not come back."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds.domain.models import Claim, ClaimState, Customer, ItemType
from linen_rounds.problems import Conflict, Missing


def get(db: Session, number: int) -> Claim:
    found = db.get(Claim, number)
    if found is None:
        raise Missing("no_claim", f"There is no claim {number}.")
    return found


def every(db: Session, customer: Customer | None = None) -> list[Claim]:
    """All claims, or those of a customer, newest first."""
    found = select(Claim).order_by(Claim.id.desc())
    return list(db.scalars(found if customer is None else found.where(Claim.customer_id == customer.id)))


def tally(claims: Iterable[Claim]) -> dict[str, int]:
    """How many claims are in each state."""
    counts = {"open": 0, "accepted": 0, "rejected": 0}
    for claim in claims:
        counts[claim.state] += 1
    return counts


def file(db: Session, customer: Customer, kind: ItemType, pieces: int, note: str | None) -> Claim:
    claim = Claim(customer=customer, item_type=kind, pieces=pieces, note=note, opened_at=clock.now())
    db.add(claim)
    db.commit()
    return claim


def decide(db: Session, claim: Claim, accept: bool) -> Claim:
    """Accept or reject an open claim."""
    if claim.state != ClaimState.OPEN:
        raise Conflict("decided", f"Claim {claim.id} is {claim.state}.")
    claim.state = ClaimState.ACCEPTED if accept else ClaimState.REJECTED
    db.commit()
    return claim
