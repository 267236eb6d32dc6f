"""Absences and deputies."""

from datetime import date

from fastapi import APIRouter

from ward_rota import absences, auth, clock, people
from ward_rota.auth import Me
from ward_rota.db import Db
from ward_rota.schemas import AbsenceIn

router = APIRouter(tags=["absences"])


@router.post("/absences", status_code=201)
def report(given: AbsenceIn, me: Me, session: Db) -> dict:
    staff = people.by_login(session, given.login) if given.login else me
    auth.own_or_lead(me, staff)
    absence = absences.report(session, staff, given)
    session.commit()
    return absences.show(absence)


@router.get("/wards/{code}/absences")
def of_ward(code: str, me: Me, session: Db, on: date | None = None) -> list[dict]:
    day = on or clock.today()
    found = absences.of_ward(session, people.ward_by_code(session, code), day)
    return [absences.show_with_cover(session, one, day) for one in found]


@router.get("/staff/{login}/cover")
def cover(login: str, me: Me, session: Db, on: date | None = None) -> dict:
    """Whom to ask instead of somebody: themselves, where they are not away."""
    staff, day = people.by_login(session, login), on or clock.today()
    away = absences.away_on(session, day)
    answers = staff if staff.id not in away else absences.stand_in(staff, away)
    return {"login": login, "day": day.isoformat(), "ask": answers.login if answers else None}
