"""Workwear with chips: who wears it and when it was washed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds.domain.models import Customer, Item, ItemType
from linen_rounds.problems import Conflict, Missing, Problem


def get(db: Session, chip: str) -> Item:
    found = db.scalar(select(Item).where(Item.chip == chip.strip().upper()))
    if found is None:
        raise Missing("no_item", f"There is no piece with chip {chip}.")
    return found


def register(db: Session, customer: Customer, kind: ItemType, chip: str, wearer: str | None) -> Item:
    """Take a new piece into the register."""
    chip = chip.strip().upper()
    if db.scalar(select(Item).where(Item.chip == chip)):
        raise Conflict("chip_taken", f"Chip {chip} is in use.")
    item = Item(chip=chip, customer=customer, item_type=kind, wearer=wearer or None)
    db.add(item)
    db.commit()
    return item


def washed(db: Session, item: Item, at: datetime) -> Item:
    """A piece went through the wash."""
    if at > clock.now():
        raise Problem("in_the_future", "The piece cannot have been seen in the future.")
    item.washes += 1
    item.seen_at = at if item.seen_at is None else max(at, item.seen_at)
    db.commit()
    return item


def initials(wearer: str | None) -> str:
    """How the register shows a wearer."""
    words = (wearer or "").split()
    return "".join(word[0] for word in words).upper() or "pool"
