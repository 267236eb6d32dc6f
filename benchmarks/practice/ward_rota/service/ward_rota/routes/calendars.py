"""Calendars to subscribe to."""

from fastapi import APIRouter, Response

from ward_rota import auth, calendars, people
from ward_rota.auth import Me
from ward_rota.db import Db

router = APIRouter(tags=["calendars"])


@router.get("/staff/{login}/calendar.ics")
def calendar(login: str, me: Me, session: Db) -> Response:
    staff = people.by_login(session, login)
    auth.own_or_lead(me, staff)
    return Response(calendars.calendar(session, staff), media_type="text/calendar")
