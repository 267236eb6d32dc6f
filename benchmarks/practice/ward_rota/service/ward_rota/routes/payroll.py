"""Sending closed weeks to the payroll system."""

from fastapi import APIRouter

from ward_rota import payroll
from ward_rota.auth import Lead
from ward_rota.db import Db
from ward_rota.payroll import System

router = APIRouter(prefix="/payroll", tags=["payroll"])


@router.post("/weeks/{week}", status_code=201)
def send(week: str, lead: Lead, session: Db, system: System) -> dict:
    document = payroll.send_week(session, week, system)
    session.commit()
    return {"week": document["week"], "people": len(document["lines"])}
