"""The evening's settlement: what each carrier gets of the cash on delivery."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk import clock
from parcel_desk.models import Collection, Parcel, Settlement


def settle(session: Session, day: date) -> list[Settlement]:
    """Settles what was taken until the end of the day and is still open; carriers without any get none."""
    _, end = clock.day_bounds(day)
    found = (
        select(Collection)
        .join(Collection.parcel)
        .where(Collection.settlement_id.is_(None), Collection.taken_at < end)
        .order_by(Parcel.carrier_code, Collection.taken_at)
    )
    by_carrier: dict[str, list[Collection]] = {}
    for collection in session.scalars(found):
        by_carrier.setdefault(collection.parcel.carrier_code, []).append(collection)
    done = []
    for carrier_code, collections in by_carrier.items():
        settlement = session.scalar(
            select(Settlement).where(Settlement.carrier_code == carrier_code, Settlement.day == day)
        )
        if settlement is None:
            settlement = Settlement(carrier_code=carrier_code, day=day, total_cents=0, created_at=clock.now())
            session.add(settlement)
        settlement.collections.extend(collections)
        settlement.total_cents = sum(one.amount_cents for one in settlement.collections)
        done.append(settlement)
    return done


def statement(settlement: Settlement) -> dict[str, Any]:
    """What the carrier's accounting gets as a file."""
    by_way = {"cash": 0, "card": 0}
    lines = []
    for one in settlement.collections:
        by_way[one.paid_with] += one.amount_cents
        lines.append(
            {
                "tracking": one.parcel.tracking,
                "amount_cents": one.amount_cents,
                "paid_with": one.paid_with,
                "taken_at": clock.stamp(one.taken_at),
            }
        )
    return {
        "carrier": settlement.carrier_code,
        "day": settlement.day.isoformat(),
        "total_cents": settlement.total_cents,
        "by_way": by_way,
        "lines": lines,
    }


def write_statement(settlement: Settlement, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{settlement.day:%Y%m%d}-{settlement.carrier_code}.json"
    path.write_text(json.dumps(statement(settlement), indent=2), encoding="utf-8")
    return path
