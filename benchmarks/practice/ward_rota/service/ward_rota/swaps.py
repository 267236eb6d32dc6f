"""Offers of shifts, and colleagues who accept them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ward_rota import clock, people, rota
from ward_rota.errors import Refusal, conflict, unknown
from ward_rota.models import Staff, Swap
from ward_rota.schemas import SwapIn


def by_id(session: Session, number: int) -> Swap:
    swap = session.get(Swap, number)
    if swap is None:
        raise unknown("swap", number)
    return swap


def offer(session: Session, me: Staff, given: SwapIn) -> Swap:
    shift = rota.shift_by_id(session, given.shift_id)
    if rota.assignment_of(session, shift, me) is None:
        raise conflict("not-yours", "You do not work in that shift")
    if shift.starts_at <= clock.now():
        raise conflict("begun", "That shift has begun")
    if session.scalar(select(Swap.id).where(Swap.shift_id == shift.id, Swap.offered_by_id == me.id, Swap.state == "open")):
        raise conflict("offered", "You offer that shift already")
    asked = people.by_login(session, given.asked) if given.asked else None
    swap = Swap(shift=shift, offered_by=me, asked=asked, state="open", offered_at=clock.now())
    session.add(swap)
    session.flush()
    return swap


def open_for(session: Session, me: Staff) -> list[Swap]:
    """What somebody may accept, and what they offer themselves."""
    mine = or_(Swap.asked_id.is_(None), Swap.asked_id == me.id, Swap.offered_by_id == me.id)
    return list(session.scalars(select(Swap).where(Swap.state == "open", mine).order_by(Swap.id)))


def still_open(swap: Swap) -> None:
    if swap.state != "open":
        raise conflict("closed", f"The offer is {swap.state}")
    if swap.shift.starts_at <= clock.now():
        raise conflict("begun", "That shift has begun")


def accept(session: Session, me: Staff, swap: Swap) -> Swap:
    still_open(swap)
    if swap.asked_id not in (None, me.id):
        raise Refusal(403, "not-allowed", "Somebody else was asked")
    rota.may_work(session, me, swap.shift)
    assignment = rota.assignment_of(session, swap.shift, swap.offered_by)
    if assignment is None:
        raise conflict("not-yours", f"{swap.offered_by.name} no longer works in that shift")
    assignment.staff = me
    swap.state, swap.taken_by = "accepted", me
    session.flush()
    return swap


def withdraw(session: Session, me: Staff, swap: Swap) -> Swap:
    if swap.offered_by_id != me.id:
        raise Refusal(403, "not-allowed", "Somebody else offers that")
    still_open(swap)
    swap.state = "withdrawn"
    session.flush()
    return swap


def show(swap: Swap) -> dict:
    return {
        "id": swap.id,
        "state": swap.state,
        "shift": rota.show(swap.shift),
        "offered_by": swap.offered_by.login,
        "asked": swap.asked.login if swap.asked else None,
        "taken_by": swap.taken_by.login if swap.taken_by else None,
        "offered_at": clock.local(swap.offered_at).isoformat(),
    }
