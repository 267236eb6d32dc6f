"""Absences, and who stands in."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota import clock, rota
from ward_rota.errors import conflict
from ward_rota.models import Absence, Staff, Ward
from ward_rota.schemas import AbsenceIn


def report(session: Session, staff: Staff, given: AbsenceIn) -> Absence:
    overlapping = select(Absence.id).where(
        Absence.staff_id == staff.id, Absence.first_day <= given.last_day, Absence.last_day >= given.first_day
    )
    if session.scalar(overlapping.limit(1)) is not None:
        raise conflict("away", f"{staff.name} is away then already")
    if given.kind != "illness":
        start, end = clock.at(given.first_day), clock.at(given.last_day + timedelta(days=1))
        if rota.shifts_between(session, staff, start, end):
            raise conflict("has-shifts", f"{staff.name} has shifts in those days")
    absence = Absence(staff=staff, kind=given.kind, first_day=given.first_day, last_day=given.last_day)
    session.add(absence)
    session.flush()
    return absence


def of_ward(session: Session, ward: Ward, day: date) -> list[Absence]:
    away = select(Absence).join(Staff).where(Staff.ward_id == ward.id)
    return list(session.scalars(away.where(Absence.first_day <= day, Absence.last_day >= day).order_by(Absence.id)))


def away_on(session: Session, day: date) -> set[int]:
    spans = select(Absence.staff_id).where(Absence.first_day <= day, Absence.last_day >= day)
    return set(session.scalars(spans))


def stand_in(staff: Staff, away: set[int]) -> Staff | None:
    """The first deputy down the line who is not away."""
    asked = {staff.id}
    deputy = staff.deputy
    while deputy is not None and deputy.id in away:
        if deputy.id in asked:
            return None
        asked.add(deputy.id)
        deputy = deputy.deputy
    return None if deputy is staff else deputy


def show(absence: Absence) -> dict:
    return {
        "id": absence.id,
        "login": absence.staff.login,
        "kind": absence.kind,
        "first_day": absence.first_day.isoformat(),
        "last_day": absence.last_day.isoformat(),
    }


def show_with_cover(session: Session, absence: Absence, day: date) -> dict:
    cover = stand_in(absence.staff, away_on(session, day))
    return {**show(absence), "covered_by": cover.login if cover else None}
