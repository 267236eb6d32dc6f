"""Contracts: which one holds, and what a piece costs."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from linen_rounds.domain.models import Contract, ContractPrice, Customer, ItemType
from linen_rounds.problems import Conflict, Problem


def in_force(db: Session, customer: Customer, day: date) -> Contract | None:
    """The contract that holds on a day; of several the one that started last."""
    holding = select(Contract).where(
        Contract.customer_id == customer.id,
        Contract.starts_on <= day,
        or_(Contract.ends_on.is_(None), Contract.ends_on >= day),
    )
    return db.scalars(holding.order_by(Contract.starts_on.desc(), Contract.id.desc()).limit(1)).one_or_none()


def price(db: Session, customer: Customer, kind: ItemType, day: date) -> int:
    """Cents for a piece washed on a day."""
    contract = in_force(db, customer, day)
    agreed = {one.item_type_id: one.cents for one in contract.prices} if contract else {}
    return agreed.get(kind.id, kind.list_cents)


def conclude(
    db: Session, customer: Customer, number: str, first: date, last: date | None, minimum_cents: int
) -> Contract:
    """Write a new contract down; its prices follow."""
    if last is not None and last < first:
        raise Problem("ends_early", "The contract would end before it begins.")
    if db.scalar(select(Contract).where(Contract.number == number)):
        raise Conflict("number_taken", f"There is a contract {number} already.")
    contract = Contract(
        number=number, customer=customer, starts_on=first, ends_on=last, minimum_cents=minimum_cents
    )
    db.add(contract)
    db.commit()
    return contract


def agree(db: Session, contract: Contract, kind: ItemType, cents: int) -> None:
    """Agree on a price, or on another one than before."""
    known = next((one for one in contract.prices if one.item_type_id == kind.id), None)
    if known is None:
        contract.prices.append(ContractPrice(item_type_id=kind.id, cents=cents))
    else:
        known.cents = cents
    db.commit()
