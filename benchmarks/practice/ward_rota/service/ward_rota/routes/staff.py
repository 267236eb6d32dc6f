"""People, and how they can be reached."""

from fastapi import APIRouter

from ward_rota import auth, people
from ward_rota import plans
from ward_rota.auth import Me
from ward_rota.db import Db
from ward_rota.schemas import ContactIn, StaffOut

router = APIRouter(tags=["staff"])


@router.get("/wards/{code}/staff")
def of_ward(code: str, me: Me, session: Db) -> list[StaffOut]:
    return [people.show(one) for one in people.of_ward(session, people.ward_by_code(session, code))]


@router.get("/staff/{login}")
def person(login: str, me: Me, session: Db) -> StaffOut:
    return people.show(people.by_login(session, login))


@router.patch("/staff/{login}")
def change(login: str, given: ContactIn, me: Me, session: Db) -> StaffOut:
    staff = people.by_login(session, login)
    auth.own_or_lead(me, staff)
    for name in given.model_fields_set:
        setattr(staff, name, getattr(given, name))
    session.commit()
    plans.forget()
    return people.show(staff)


@router.get("/staff/{login}/contracts")
def contracts(login: str, me: Me, session: Db) -> list[dict]:
    staff = people.by_login(session, login)
    auth.own_or_lead(me, staff)
    return [
        {
            "hours_per_week": str(one.hours_per_week),
            "leave_days": one.leave_days,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }
        for one in staff.contracts
    ]
