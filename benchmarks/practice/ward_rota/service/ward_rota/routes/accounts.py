"""Overtime accounts."""

from fastapi import APIRouter

from ward_rota import accounts, auth, people
from ward_rota.auth import Lead, Me
from ward_rota.db import Db
from ward_rota.schemas import CorrectionIn

router = APIRouter(prefix="/staff/{login}/account", tags=["accounts"])


@router.get("")
def account(login: str, me: Me, session: Db) -> dict:
    staff = people.by_login(session, login)
    auth.own_or_lead(me, staff)
    return accounts.document(session, staff)


@router.post("", status_code=201)
def correct(login: str, given: CorrectionIn, lead: Lead, session: Db) -> dict:
    staff = people.by_login(session, login)
    auth.own_or_lead(lead, staff)
    entry = accounts.correct(session, staff, given)
    session.commit()
    return accounts.show(entry)
