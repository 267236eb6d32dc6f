"""Shifts, and who may work in them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota import clock, people
from ward_rota.errors import Refusal, conflict, unknown
from ward_rota.models import Absence
from ward_rota.models import Assignment, Shift, Staff
from ward_rota.schemas import ShiftIn


def shift_by_id(session: Session, number: int) -> Shift:
    shift = session.get(Shift, number)
    if shift is None:
        raise unknown("shift", number)
    return shift


def create(session: Session, lead: Staff, given: ShiftIn) -> Shift:
    ward = people.ward_by_code(session, given.ward)
    if ward.id != lead.ward_id:
        raise Refusal(403, "not-allowed", f"You do not lead {ward.name}")
    shift = Shift(ward_id=ward.id, **given.model_dump(exclude={"ward"}))
    session.add(shift)
    session.flush()
    return shift


def assignment_of(session: Session, shift: Shift, staff: Staff) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(Assignment.shift_id == shift.id, Assignment.staff_id == staff.id)
    )


def shifts_between(session: Session, staff: Staff, start, end) -> list[Shift]:
    """The shifts of somebody that touch a span of time."""
    mine = select(Shift).join(Assignment).where(Assignment.staff_id == staff.id)
    return list(session.scalars(mine.where(Shift.starts_at < end, Shift.ends_at > start).order_by(Shift.starts_at)))


def may_work(session: Session, staff: Staff, shift: Shift) -> None:
    """Refuse whoever is not free for a shift or lacks what it requires."""
    day = clock.local(shift.starts_at).date()
    if shift.requires is not None and not staff.holds(shift.requires, day):
        raise conflict("not-qualified", f"{staff.name} lacks {shift.requires}")
    if shifts_between(session, staff, shift.starts_at, shift.ends_at):
        raise conflict("not-free", f"{staff.name} works at that time already")
    if is_away(session, staff, day):
        raise conflict("away", f"{staff.name} is away on {day}")


def assign(session: Session, shift: Shift, staff: Staff) -> Assignment:
    if len(shift.assignments) >= shift.needs:
        raise conflict("full", "Nobody else is needed in that shift")
    may_work(session, staff, shift)
    assignment = Assignment(shift=shift, staff=staff)
    session.add(assignment)
    session.flush()
    return assignment


def take_off(session: Session, shift: Shift, staff: Staff) -> None:
    assignment = assignment_of(session, shift, staff)
    if assignment is None:
        raise unknown("assignment of", staff.login)
    shift.assignments.remove(assignment)
    session.delete(assignment)
    session.flush()


def is_away(session: Session, staff: Staff, day) -> bool:
    spans = select(Absence.id).where(Absence.staff_id == staff.id, Absence.first_day <= day, Absence.last_day >= day)
    return session.scalar(spans.limit(1)) is not None


def show(shift: Shift) -> dict:
    return {
        "id": shift.id,
        "ward": shift.ward.code,
        "kind": shift.kind,
        "starts_at": clock.local(shift.starts_at).isoformat(),
        "ends_at": clock.local(shift.ends_at).isoformat(),
        "hours": str(shift.hours),
        "needs": shift.needs,
        "requires": shift.requires,
        "staff": [one.staff.login for one in shift.assignments],
    }
