"""Predictions of demand."""

from datetime import date

from fastapi import APIRouter

from ward_rota import demand, people
from ward_rota.auth import Me
from ward_rota.db import Db

router = APIRouter(prefix="/wards/{code}/demand", tags=["demand"])


@router.get("")
def expected(code: str, day: date, me: Me, session: Db) -> dict:
    return demand.document(people.ward_by_code(session, code), day)
