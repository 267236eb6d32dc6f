"""What was washed, and what was lost."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds.domain.models import Bag, BagLine, Claim, ClaimState
from linen_rounds.services import catalogue


@dataclass(frozen=True)
class Loss:
    """One kind of linen in a period."""

    item: str
    name: str
    washed: int
    lost: int


def report(db: Session, first: date, last: date) -> list[Loss]:
    """The kinds that were washed or lost from the first day to the last, both included."""
    start, end = clock.bounds(first, last)
    washed = dict(
        db.execute(
            select(BagLine.item_type_id, func.sum(BagLine.counted))
            .join(Bag)
            .where(Bag.collected_at >= start, Bag.collected_at < end)
            .group_by(BagLine.item_type_id)
        ).all()
    )
    lost = dict(
        db.execute(
            select(Claim.item_type_id, func.sum(Claim.pieces))
            .where(Claim.state == ClaimState.ACCEPTED, Claim.opened_at >= start, Claim.opened_at < end)
            .group_by(Claim.item_type_id)
        ).all()
    )
    return [
        Loss(kind.code, kind.name, washed.get(kind.id, 0), lost.get(kind.id, 0))
        for kind in catalogue.item_types(db)
        if kind.id in washed or kind.id in lost
    ]
