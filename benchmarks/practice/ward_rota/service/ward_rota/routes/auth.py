"""Signing in, and who is signed in."""

from fastapi import APIRouter

from ward_rota import auth, people
from ward_rota.auth import Me
from ward_rota.db import Db
from ward_rota.schemas import Refresh, SignIn, StaffOut

router = APIRouter(tags=["auth"])


@router.post("/auth/sign-in")
def sign_in(given: SignIn, session: Db) -> dict:
    pair = auth.sign_in(session, given.login, given.password, given.device)
    session.commit()
    return pair


@router.post("/auth/refresh")
def refresh(given: Refresh, session: Db) -> dict:
    pair = auth.refresh(session, given.refresh_token)
    session.commit()
    return pair


@router.get("/me")
def me(me: Me) -> StaffOut:
    return people.show(me)
