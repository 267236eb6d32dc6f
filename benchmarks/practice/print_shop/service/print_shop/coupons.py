"""Coupons: a part of the price or an amount."""
from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from print_shop import clock, money
from print_shop.db import Session
from print_shop.errors import BadInput, Unknown, WrongState
from print_shop.models import Coupon


def find(code: str) -> Coupon:
    coupon = Session.scalars(select(Coupon).where(Coupon.code == code.upper())).one_or_none()
    if coupon is None:
        raise Unknown(f"no coupon {code}")
    return coupon


def discount(coupon: Coupon, subtotal: Decimal) -> Decimal:
    """What the coupon takes off; never more than the price."""
    if coupon.valid_until is not None and coupon.valid_until < clock.now():
        raise WrongState(f"coupon {coupon.code} is no longer valid")
    if coupon.minimum is not None and subtotal < coupon.minimum:
        raise WrongState(f"coupon {coupon.code} needs {money.text(coupon.minimum)}")
    if coupon.percent is not None:
        return money.rounded(subtotal * coupon.percent / 100)
    return min(coupon.amount or money.ZERO, subtotal)


def create(code: str, percent: int | None, amount: Decimal | None, minimum: Decimal | None) -> Coupon:
    if (percent is None) == (amount is None):
        raise BadInput("either percent or amount")
    if Session.scalars(select(Coupon).where(Coupon.code == code.upper())).first():
        raise WrongState(f"coupon {code} exists")
    coupon = Coupon(code=code.upper(), percent=percent, amount=amount, minimum=minimum)
    Session.add(coupon)
    Session.flush()
    return coupon
