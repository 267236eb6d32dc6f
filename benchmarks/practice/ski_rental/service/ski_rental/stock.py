"""What we have, kept in memory.

On Saturdays every screen at the counter asks for the stock each second, so the items are read once and kept until something
changes (`forget`). What is reserved is read each time.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from . import clock, sizes
from .models import Item, Line, Reservation

RENTABLE = ("in", "out")

@dataclass(frozen=True)
class Entry:
    """An item as the screens need it."""

    tag: str
    kind: str
    size: str | None
    state: str
    label: str

_kept: list[Entry] | None = None
_lock = threading.Lock()

def _read(session: Session) -> list[Entry]:
    items = session.scalars(select(Item).options(joinedload(Item.model)).where(Item.state != "gone").order_by(Item.tag))
    return [Entry(item.tag, item.kind, item.size, item.state, f"{item.model.brand} {item.model.name}") for item in items]

def entries(session: Session) -> list[Entry]:
    """All items that are not gone."""
    global _kept
    with _lock:
        if _kept is None:
            _kept = _read(session)
        return _kept

def forget() -> None:
    """Something changed: the next one reads again."""
    global _kept
    with _lock:
        _kept = None

def shelf(session: Session, kind: str) -> list[dict]:
    """The items of a kind by size, for the screen at the shelves."""
    found = [entry for entry in entries(session) if entry.kind == kind]
    found.sort(key=lambda entry: (sizes.order(entry.size), entry.tag))
    return [{"tag": entry.tag, "size": entry.size, "state": entry.state, "label": entry.label} for entry in found]

def reserved(session: Session, first: date, last: date, without: int | None = None) -> Counter[tuple[str, str | None]]:
    """How many of each kind and size are promised at any time of these local days."""
    start, end = clock.bounds(first)[0], clock.bounds(last)[1]
    query = (
        select(Line.kind, Line.size, func.count())
        .join(Line.reservation)
        .where(Reservation.state.in_(("booked", "out")), Reservation.pickup_at < end, Reservation.return_day >= clock.local(start).date())
        .group_by(Line.kind, Line.size)
    )
    if without is not None:
        query = query.where(Reservation.id != without)
    return Counter({(kind, size): count for kind, size, count in session.execute(query)})

def free(session: Session, first: date, last: date, without: int | None = None) -> Counter[tuple[str, str | None]]:
    """How many of each kind and size can still be reserved for these days."""
    have = Counter((entry.kind, entry.size) for entry in entries(session) if entry.state in RENTABLE)
    have.subtract(reserved(session, first, last, without))
    return have

def overview(session: Session, day: date) -> list[dict]:
    """Free things of a day by kind and size."""
    counts = free(session, day, day)
    keys = sorted(counts, key=lambda key: (key[0], sizes.order(key[1])))
    return [{"kind": kind, "size": size, "free": max(0, counts[kind, size])} for kind, size in keys]
