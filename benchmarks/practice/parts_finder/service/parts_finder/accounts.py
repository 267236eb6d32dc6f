"""Who is asking."""

import hashlib
import sqlite3
from dataclasses import dataclass

from starlette.requests import Request

from parts_finder import db
from parts_finder.errors import Forbidden, Unauthorised


@dataclass(frozen=True)
class User:
    id: int
    email: str
    dealer_id: str | None


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(connection: sqlite3.Connection, token: str) -> User:
    row = connection.execute("SELECT id, email, dealer_id FROM users WHERE token_digest = ?", (digest(token),)).fetchone()
    if row is None:
        raise Unauthorised("this token is not known")
    return User(**row)


def current(request: Request) -> User:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorised("a token is needed")
    return by_token(db.of(request), token.strip())


def current_dealer(request: Request) -> str:
    user = current(request)
    if not user.dealer_id:
        raise Forbidden("this is for dealers")
    return user.dealer_id
