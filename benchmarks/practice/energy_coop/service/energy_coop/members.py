"""Members: look-ups and the overview for the staff's desk."""
from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .database import in_session
from .errors import NotFound
from .models import Invoice, Member, Meter


def by_number(session: Session, number: str) -> Member:
    member = session.scalar(select(Member).where(Member.number == number))
    if member is None:
        raise NotFound(f"no member {number}")
    return member


def by_token(session: Session, token: str) -> Member | None:
    return session.scalar(select(Member).where(Member.token == token))


def change(session: Session, number: str, values: dict[str, Any]) -> Member:
    member = by_number(session, number)
    for key, value in values.items():
        setattr(member, key, value)
    return member


def meters_of(session: Session, number: str) -> list[Meter]:
    member = by_number(session, number)
    return list(session.scalars(select(Meter).where(Meter.member_id == member.id).order_by(Meter.number)))


def last_invoice(session: Session, number: str) -> Invoice | None:
    member = by_number(session, number)
    newest = select(Invoice).where(Invoice.member_id == member.id).order_by(Invoice.period.desc(), Invoice.revision.desc())
    return session.scalars(newest.limit(1)).first()


async def overview(number: str) -> dict[str, Any]:
    """All that the desk shows about a member."""
    member, meters, invoice = await asyncio.gather(
        in_session(by_number, number), in_session(meters_of, number), in_session(last_invoice, number))
    return {"member": member, "meters": meters, "last_invoice": invoice}
