"""Bags on their way: collected, counted, returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds.domain.models import Bag, BagLine, BagState, Customer, Site
from linen_rounds.problems import Conflict, Missing, Problem
from linen_rounds.services import catalogue


@dataclass(frozen=True)
class Counted:
    """What a handheld says of one kind."""

    item: str
    counted: int
    declared: int | None = None


def latest(db: Session, tag: str) -> Bag | None:
    """The latest trip of the bag with this tag."""
    trips = select(Bag).where(Bag.tag == tag.strip().upper()).order_by(Bag.id.desc())
    return db.scalars(trips.limit(1)).one_or_none()


def get(db: Session, tag: str) -> Bag:
    bag = latest(db, tag)
    if bag is None:
        raise Missing("no_bag", f"There is no bag {tag}.")
    return bag


def collect(db: Session, tag: str, site: Site, at: datetime, weight_g: int | None) -> Bag:
    """Begin a trip."""
    before = latest(db, tag)
    if before is not None and before.state != BagState.RETURNED:
        raise Conflict("not_returned", f"Bag {before.tag} is not back yet.")
    if at > clock.now():
        raise Problem("in_the_future", "The bag cannot have been collected in the future.")
    bag = Bag(tag=tag.strip().upper(), site=site, collected_at=at, weight_g=weight_g)
    db.add(bag)
    db.commit()
    return bag


def count(db: Session, bag: Bag, lines: Sequence[Counted]) -> Bag:
    """Write down what is in a bag; a second count of the same trip replaces the first."""
    if bag.state == BagState.RETURNED:
        raise Conflict("returned", f"Bag {bag.tag} has been returned.")
    kinds = [(catalogue.item_type(db, line.item).id, line) for line in lines]
    if len({kind for kind, _ in kinds}) < len(kinds):
        raise Problem("twice", "A kind of linen is counted twice.")
    bag.lines = [
        BagLine(item_type_id=kind, counted=line.counted, declared=line.declared) for kind, line in kinds
    ]
    bag.state = BagState.COUNTED
    db.commit()
    return bag


def give_back(db: Session, bag: Bag) -> Bag:
    """End a trip."""
    if bag.state != BagState.COUNTED:
        raise Conflict("not_counted", f"Bag {bag.tag} is {bag.state}.")
    bag.state = BagState.RETURNED
    bag.returned_at = clock.now()
    db.commit()
    return bag


def difference(line: BagLine) -> int | None:
    """Pieces counted less pieces declared; None without a slip."""
    return None if line.declared is None else line.counted - line.declared


def of_customer(db: Session, customer: Customer, limit: int = 20) -> list[Bag]:
    """The latest trips of a customer's bags, newest first."""
    trips = select(Bag).join(Site).where(Site.customer_id == customer.id)
    return list(db.scalars(trips.order_by(Bag.collected_at.desc(), Bag.id.desc()).limit(limit)))
