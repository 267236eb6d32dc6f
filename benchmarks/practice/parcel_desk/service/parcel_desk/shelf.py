"""The shelf behind the counter: storing, codes, handing out."""

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk import clock, notices
from parcel_desk.models import Parcel
from parcel_desk.problems import Problem, conflict, missing

STORABLE = ("announced", "accepted", "in_transit", "arrived")


def put(session: Session, parcel: Parcel, shelf: str) -> dict[str, str] | None:
    """Stores an incoming parcel and gives it a code; returns the message to the customer."""
    if parcel.direction != "in" or parcel.status not in STORABLE:
        raise conflict("not_storable", f"{parcel.reference} is {parcel.status}.")
    parcel.status = "shelved"
    parcel.shelf = shelf
    parcel.pickup_code = free_code(session)
    parcel.shelved_at = clock.now()
    return notices.compose(notices.READY, parcel)


def free_code(session: Session) -> str:
    """Four digits that no parcel on the shelf has."""
    used = set(session.scalars(select(Parcel.pickup_code).where(Parcel.status == "shelved")))
    free = [code for code in (f"{number:04d}" for number in range(10_000)) if code not in used]
    if not free:
        raise Problem(409, "shelf_full", "All codes are in use.")
    return random.choice(free)


def by_code(session: Session, code: str) -> Parcel:
    """The parcel on the shelf that has the code."""
    waiting = select(Parcel).where(Parcel.pickup_code == code, Parcel.status == "shelved")
    parcel = session.scalars(waiting).one_or_none()
    if parcel is None:
        raise missing("parcel with the code", code)
    return parcel


def hand_out(parcel: Parcel) -> None:
    if parcel.cod_cents and parcel.collection is None:
        raise conflict("not_paid", f"{parcel.cod_cents} cents are to be collected first.")
    parcel.status = "handed_out"
    parcel.shelf = None
    parcel.left_at = clock.now()


def waiting(session: Session, days: int) -> list[Parcel]:
    """Parcels that have been on the shelf for so many days, longest first."""
    limit = clock.now() - timedelta(days=days)
    found = select(Parcel).where(Parcel.status == "shelved", Parcel.shelved_at <= limit)
    return list(session.scalars(found.order_by(Parcel.shelved_at)))


def show_waiting(parcel: Parcel) -> dict[str, Any]:
    return {
        "reference": parcel.reference,
        "recipient": parcel.recipient,
        "shelf": parcel.shelf,
        "days": (clock.now() - parcel.shelved_at).days,
    }
