"""Figures for the owner of the shops."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcel_desk import clock
from parcel_desk.models import Carrier, Collection, Parcel

# where a parcel is, seen from the counter
STAGES = {
    "announced": "expected",
    "in_transit": "expected",
    "arrived": "here",
    "accepted": "here",
    "shelved": "here",
    "handed_out": "gone",
    "delivered": "gone",
    "returned": "gone",
}


def stages(session: Session) -> dict[str, int]:
    """How many parcels are expected, here and gone."""
    counts = {"expected": 0, "here": 0, "gone": 0}
    for status, number in session.execute(select(Parcel.status, func.count()).group_by(Parcel.status)):
        counts[STAGES[status]] += number
    return counts


def by_carrier(session: Session, first: date, last: date) -> list[dict[str, Any]]:
    """What was registered and handed out from `first` to `last`, for every carrier."""
    begin, end = clock.day_bounds(first)[0], clock.day_bounds(last)[1]
    rows = []
    for carrier in session.scalars(select(Carrier).order_by(Carrier.code)):
        parcels = select(Parcel).where(Parcel.carrier_code == carrier.code)
        registered = parcels.where(Parcel.registered_at >= begin, Parcel.registered_at < end)
        left = parcels.where(Parcel.left_at >= begin, Parcel.left_at < end)
        taken = (
            select(func.sum(Collection.amount_cents))
            .join(Collection.parcel)
            .where(Parcel.carrier_code == carrier.code, Collection.taken_at >= begin, Collection.taken_at < end)
        )
        weights = [parcel.weight_g for parcel in session.scalars(registered) if parcel.weight_g]
        rows.append(
            {
                "carrier": carrier.code,
                "registered": len(session.scalars(registered).all()),
                "handed_out": len(session.scalars(left).all()),
                "heaviest_g": max(weights, default=None),
                "collected_cents": session.scalar(taken) or 0,
            }
        )
    return rows
