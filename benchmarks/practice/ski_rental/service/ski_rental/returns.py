"""Taking things back: late fees, damages and what is left of the deposit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from . import audit, clock, hours, money
from .errors import Conflict, NotFound, Unusable
from .models import Damage, Reservation, Return

def late_fee(session: Session, reservation: Reservation, moment: datetime) -> Decimal:
    """A further tenth of the price for each begun hour after it was due, at most the price."""
    due = hours.due_at(session, reservation.return_day)
    if moment <= due:
        return money.ZERO
    price = money.total(line.price for line in reservation.lines)
    begun = -((due - moment) // timedelta(hours=1))
    return min(price, money.cents(price / 10 * begun))

def take_back(session: Session, reservation: Reservation, damages: Sequence[tuple[str, str, Decimal]], who: str) -> Return:
    """Everything of a reservation comes back; damaged items go to service."""
    if reservation.state != "out":
        raise Conflict(f"reservation is {reservation.state}")
    items = {line.item.tag: line.item for line in reservation.lines if line.item is not None}
    moment = clock.now()
    taken = Return(reservation=reservation, at=moment, late_fee=late_fee(session, reservation, moment))
    for item in items.values():
        item.state = "in"
    for tag, what, fee in damages:
        if tag not in items:
            raise Unusable(f"{tag} is not part of {reservation.code}")
        items[tag].state = "service"
        taken.damages.append(Damage(item=items[tag], what=what, fee=fee))
    reservation.state = "returned"
    session.add(taken)
    session.flush()
    audit.note(session, "return", who=who, code=reservation.code, late_fee=taken.late_fee)
    return taken

def fees(taken: Return) -> Decimal:
    """What has to be paid on top: damages, and the late fee unless it was waived."""
    late = money.ZERO if taken.waived else taken.late_fee
    return late + money.total(damage.fee for damage in taken.damages)

def settle(reservation: Reservation) -> tuple[Decimal, Decimal]:
    """What we pay back of the deposit, and what the guest still owes. Neither is negative."""
    due = fees(reservation.returned) if reservation.returned else money.ZERO
    return max(money.ZERO, reservation.deposit - due), max(money.ZERO, due - reservation.deposit)

def waive(session: Session, reservation: Reservation, reason: str) -> Return:
    """A manager lets somebody off the late fee."""
    taken = reservation.returned
    if taken is None:
        raise NotFound(f"{reservation.code} was not returned")
    if not taken.waived:
        taken.waived = True
        audit.note(session, "waive", code=reservation.code, fee=taken.late_fee, reason=reason)
    return taken
