"""Plans of wards."""

from fastapi import APIRouter

from ward_rota import people, plans
from ward_rota.auth import Me
from ward_rota.db import Db

router = APIRouter(prefix="/wards", tags=["wards"])


@router.get("/{code}/plan")
def plan(code: str, week: str, me: Me, session: Db) -> dict:
    return plans.document(session, people.ward_by_code(session, code), week)


@router.get("/{code}/gaps")
def gaps(code: str, week: str, me: Me, session: Db) -> dict:
    return plans.gaps(session, people.ward_by_code(session, code), week)
