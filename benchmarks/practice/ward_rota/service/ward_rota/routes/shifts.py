"""Shifts and assignments."""

from fastapi import APIRouter
from fastapi import BackgroundTasks

from ward_rota import people, rota
from ward_rota import messages
from ward_rota import plans
from ward_rota.auth import Lead, Me
from ward_rota.db import Db
from ward_rota.errors import Refusal
from ward_rota.models import Shift, Staff
from ward_rota.schemas import AssignmentIn, ShiftIn

router = APIRouter(prefix="/shifts", tags=["shifts"])


def led(lead: Staff, shift: Shift) -> None:
    if shift.ward_id != lead.ward_id:
        raise Refusal(403, "not-allowed", f"You do not lead {shift.ward.name}")


@router.post("", status_code=201)
def create(given: ShiftIn, lead: Lead, session: Db) -> dict:
    shift = rota.create(session, lead, given)
    session.commit()
    plans.forget()
    return rota.show(shift)


@router.get("/{number}")
def one(number: int, me: Me, session: Db) -> dict:
    return rota.show(rota.shift_by_id(session, number))


@router.post("/{number}/assignments", status_code=201)
def assign(number: int, given: AssignmentIn, lead: Lead, session: Db, later: BackgroundTasks) -> dict:
    shift = rota.shift_by_id(session, number)
    led(lead, shift)
    staff = people.by_login(session, given.login)
    rota.assign(session, shift, staff)
    session.commit()
    plans.forget()
    later.add_task(messages.tell, [staff.id], "assigned", messages.about_shift("You work now:", shift))
    return rota.show(shift)


@router.delete("/{number}/assignments/{login}")
def take_off(number: int, login: str, lead: Lead, session: Db, later: BackgroundTasks) -> dict:
    shift = rota.shift_by_id(session, number)
    led(lead, shift)
    staff = people.by_login(session, login)
    rota.take_off(session, shift, staff)
    session.commit()
    plans.forget()
    later.add_task(messages.tell, [staff.id], "taken-off", messages.about_shift("You no longer work:", shift))
    return rota.show(shift)
