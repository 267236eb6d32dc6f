"""What a year of membership costs. Ages are those of 1 January; amounts are Decimal euros."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from club_members.clock import age_on
from club_members.entities import Member, Membership
from club_members.store import Store

CENT = Decimal("0.01")
BY_AGE = {"child": Decimal("60.00"), "youth": Decimal("90.00"), "adult": Decimal("240.00"), "senior": Decimal("180.00")}
FLAT = {"trial": Decimal("30.00"), "passive": Decimal("48.00"), "life": Decimal("0.00")}
FAMILY_DISCOUNT = Decimal("0.5")  # for children and youth of a family that has a payer


def category(born: date | None, year: int) -> str:
    """The age group in a year. Whose birth date is not known pays as an adult."""
    if born is None:
        return "adult"
    age = age_on(born, date(year, 1, 1))
    if age < 14:
        return "child"
    if age < 18:
        return "youth"
    return "senior" if age >= 65 else "adult"


def months_in(membership: Membership, year: int) -> int:
    """How many months of the year the membership covers; a month that has begun counts."""
    first = max(membership.starts_on, date(year, 1, 1))
    last = min(membership.ends_on or date(year, 12, 31), date(year, 12, 31))
    return 0 if last < first else last.month - first.month + 1


def quote(store: Store, member: Member, membership: Membership, year: int) -> tuple[str, Decimal]:
    """Category and amount for one member and year."""
    if membership.kind in FLAT:
        return membership.kind, FLAT[membership.kind]
    group = category(member.born, year)
    amount = BY_AGE[group] * months_in(membership, year) / 12
    family = store.families.of_member(member.id)
    if group in ("child", "youth") and family is not None and family.payer_id is not None:
        amount *= FAMILY_DISCOUNT
    return group, amount.quantize(CENT, ROUND_HALF_UP)
