"""The kinds of linen."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds.domain.models import ItemType
from linen_rounds.problems import Missing


def item_types(db: Session) -> list[ItemType]:
    return list(db.scalars(select(ItemType).order_by(ItemType.code)))


def item_type(db: Session, code: str) -> ItemType:
    found = db.scalar(select(ItemType).where(ItemType.code == code.strip().upper()))
    if found is None:
        raise Missing("no_item_type", f"There is no kind of linen {code}.")
    return found


def set_list_price(db: Session, code: str, cents: int) -> ItemType:
    """What a piece costs from now on where no contract says otherwise."""
    found = item_type(db, code)
    found.list_cents = cents
    db.commit()
    return found
