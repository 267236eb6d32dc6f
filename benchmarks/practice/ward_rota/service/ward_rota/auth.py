"""Signing in: passwords, access tokens for a quarter of an hour, refresh tokens for a month."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Header
from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota import clock
from ward_rota.db import Db
from ward_rota.errors import Refusal
from ward_rota.models import Staff, Token

LIFETIMES = {"access": timedelta(minutes=15), "refresh": timedelta(days=30)}
ROUNDS = 5_000


def password_hash(password: str, salt: str | None = None) -> str:
    salt = salt or secrets.token_hex(8)
    return f"{salt}${hashlib.pbkdf2_hmac('sha256', password.encode(), salt.encode(), ROUNDS).hex()}"


def password_fits(password: str, stored: str) -> bool:
    return hmac.compare_digest(password_hash(password, stored.partition("$")[0]), stored)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def not_signed_in(detail: str = "Sign in first") -> Refusal:
    return Refusal(401, "not-signed-in", detail)


def issue(session: Session, staff: Staff, kind: str, device: str) -> str:
    word = secrets.token_urlsafe(24)
    until = clock.now() + LIFETIMES[kind]
    session.add(Token(staff_id=staff.id, kind=kind, digest=digest(word), device=device, expires_at=until))
    return word


def issue_pair(session: Session, staff: Staff, device: str) -> dict:
    return {
        "access_token": issue(session, staff, "access", device),
        "refresh_token": issue(session, staff, "refresh", device),
        "token_type": "bearer",
        "expires_in": int(LIFETIMES["access"].total_seconds()),
    }


def find(session: Session, word: str, kind: str) -> Token:
    """The valid token of that kind; else nobody is signed in."""
    token = session.scalar(select(Token).where(Token.digest == digest(word), Token.kind == kind))
    if token is None or token.revoked_at is not None or token.expires_at <= clock.now():
        raise not_signed_in("The token is not valid")
    return token


def sign_in(session: Session, login: str, password: str, device: str) -> dict:
    staff = session.scalar(select(Staff).where(Staff.login == login))
    if staff is None or not password_fits(password, staff.password):
        raise not_signed_in("Login or password is wrong")
    return issue_pair(session, staff, device)


def refresh(session: Session, word: str) -> dict:
    """A new pair for a refresh token, which is used up by it."""
    token = find(session, word, "refresh")
    token.revoked_at = clock.now()
    return issue_pair(session, token.staff, token.device)


def signed_in(session: Db, authorization: Annotated[str, Header()] = "") -> Staff:
    scheme, _, word = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise not_signed_in()
    return find(session, word.strip(), "access").staff


Me = Annotated[Staff, Depends(signed_in)]


def leading(me: Me) -> Staff:
    if me.role != "lead":
        raise Refusal(403, "not-allowed", "Only those who lead a ward may do that")
    return me


Lead = Annotated[Staff, Depends(leading)]


def own_or_lead(me: Staff, staff: Staff) -> None:
    """People see their own things, and those who lead a ward see the things of its people."""
    if me.id != staff.id and not (me.role == "lead" and me.ward_id == staff.ward_id):
        raise Refusal(403, "not-allowed", f"That is a matter of {staff.name}")
