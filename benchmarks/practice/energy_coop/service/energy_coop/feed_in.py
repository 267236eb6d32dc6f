"""Solar feed-in: what members delivered in a period, their shares and credits."""
from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from . import clock
from .config import settings
from .models import Meter
from .readings import energy
from .tariffs import to_cents

PLACES = Decimal("0.0001")


def credit_cents(wh: int) -> int:
    return to_cents(Decimal(wh) / 1000 * settings.feed_in_cents)


def delivered(session: Session, period: str) -> dict[str, int]:
    """Wh by member number, for every member who has a feed-in meter."""
    start, end = clock.period_bounds(period)
    meters = session.scalars(select(Meter).where(Meter.kind == "feed_in").options(joinedload(Meter.member)))
    result: dict[str, int] = {}
    for meter in meters:
        result[meter.member.number] = result.get(meter.member.number, 0) + energy(session, meter.id, start, end)
    return dict(sorted(result.items()))


def shares(session: Session, period: str) -> list[dict[str, object]]:
    """Each feeding member's part of the community's generation; 0 where nothing was generated."""
    by_member = delivered(session, period)
    total = sum(by_member.values())
    answer = []
    for member, wh in by_member.items():
        share = (Decimal(wh) / total if total else Decimal(0)).quantize(PLACES, ROUND_HALF_UP)
        answer.append({"member": member, "wh": wh, "share": str(share), "credit_cents": credit_cents(wh)})
    return answer
