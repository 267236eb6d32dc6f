"""Price lists and what a rental costs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from . import money
from .errors import Conflict
from .models import Price, PriceList

AGES = ("adult", "youth", "child")

@dataclass(frozen=True)
class Rate:
    """What a kind costs in one age class."""

    first_day: Decimal
    further_day: Decimal
    deposit: Decimal

    def of(self, days: int) -> Decimal:
        return money.cents(self.first_day + self.further_day * (days - 1))

_rates: dict[int, dict[str, dict[str, Rate]]] = {}

def valid_list(session: Session, day: date) -> PriceList | None:
    """The list that counts on a day: of all valid ones that which was imported last."""
    return session.scalars(
        select(PriceList)
        .where(PriceList.valid_from <= day, or_(PriceList.valid_to.is_(None), PriceList.valid_to >= day))
        .order_by(PriceList.imported_at.desc(), PriceList.id.desc())
    ).first()

def rates(session: Session, list_id: int) -> dict[str, dict[str, Rate]]:
    """Rates of a list by kind and age class. Lists never change, so each is read once per process."""
    if list_id not in _rates:
        table: dict[str, dict[str, Rate]] = {}
        for price in session.scalars(select(Price).where(Price.list_id == list_id).order_by(Price.id)):
            table.setdefault(price.kind, {})[price.age] = Rate(price.first_day, price.further_day, price.deposit)
        _rates[list_id] = table
    return _rates[list_id]

def forget() -> None:
    """Drop what is kept; for another database."""
    _rates.clear()

def rate_for(session: Session, day: date, kind: str, age: str) -> Rate:
    """The rate of a kind on a day. Age classes without an own price pay that of adults."""
    found = valid_list(session, day)
    if found is None:
        raise Conflict(f"no prices for {day}")
    ages = rates(session, found.id).get(kind)
    if ages is None:
        raise Conflict(f"{kind} is not for rent")
    if age in ages:
        return ages[age]
    return ages["adult"]

def discount(persons: int, threshold: int) -> Decimal:
    """Factor for groups: a tenth off from the threshold on."""
    return Decimal("0.90") if persons >= threshold else Decimal(1)
