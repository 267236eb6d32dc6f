"""Who is asking: sessions that the login service writes into our database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from listing_search.clock import from_db
from listing_search.errors import Forbidden, Unauthenticated


@dataclass(frozen=True)
class User:
    """A user; one without a zone lives in that of the company."""

    id: str
    name: str
    email: str
    language: str
    timezone: str | None
    suspended: bool

    def zone(self, usual: ZoneInfo) -> ZoneInfo:
        return ZoneInfo(self.timezone) if self.timezone else usual


def user_of(row: sqlite3.Row) -> User:
    return User(
        row["id"],
        row["name"],
        row["email"],
        row["language"],
        row["timezone"],
        bool(row["suspended"]),
    )


def find_user(conn: sqlite3.Connection, user_id: str) -> User | None:
    row = conn.execute("SELECT * FROM users WHERE id = ?", (user_id,)).fetchone()
    return user_of(row) if row is not None else None


def user_of_token(conn: sqlite3.Connection, token: str, now: datetime) -> User | None:
    """The user of a session, None without a token. Raises Unauthenticated, Forbidden."""
    if not token:
        return None
    row = conn.execute("SELECT * FROM sessions WHERE token = ?", (token,)).fetchone()
    if row is None:
        raise Unauthenticated("This session is not known.", code="unknown_session")
    if from_db(row["expires_at"]) <= now:
        raise Unauthenticated("This session has expired.", code="expired_session")
    user = find_user(conn, row["user_id"])
    if user is None:
        raise Unauthenticated("The account of this session was deleted.", code="unknown_session")
    if user.suspended:
        raise Forbidden(f"The account {user.id} is suspended.")
    return user
