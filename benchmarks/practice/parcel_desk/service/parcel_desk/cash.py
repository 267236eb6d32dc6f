"""Cash on delivery: money that we take for a sender and pass on to the carrier."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk import clock
from parcel_desk.models import Collection, Parcel
from parcel_desk.problems import conflict, unusable

WAYS = ("cash", "card")


def collect(session: Session, parcel: Parcel, amount_cents: int, paid_with: str) -> Collection:
    """Takes the money of a parcel, all of it and once."""
    if not parcel.cod_cents:
        raise conflict("nothing_due", f"{parcel.reference} has nothing to collect.")
    if parcel.collection is not None:
        raise conflict("paid_before", f"{parcel.reference} was paid {clock.stamp(parcel.collection.taken_at)}.")
    if amount_cents != parcel.cod_cents:
        raise unusable("amount_cents", f"must be {parcel.cod_cents}")
    parcel.collection = Collection(amount_cents=amount_cents, paid_with=paid_with, taken_at=clock.now())
    return parcel.collection


def open_collections(session: Session) -> list[Collection]:
    """Money in our till that belongs to carriers, oldest first."""
    found = select(Collection).where(Collection.settlement_id.is_(None)).order_by(Collection.taken_at)
    return list(session.scalars(found))


def show(collection: Collection) -> dict[str, Any]:
    return {
        "parcel": collection.parcel.reference,
        "carrier": collection.parcel.carrier_code,
        "amount_cents": collection.amount_cents,
        "paid_with": collection.paid_with,
        "taken_at": clock.stamp(collection.taken_at),
    }
