"""What the routes ask for."""

from __future__ import annotations

from typing import Annotated, Iterator

from fastapi import Depends, Request

from club_members.accounts import Accounts
from club_members.clock import Clock
from club_members.config import Settings
from club_members.courts import CourtDesk
from club_members.database import connect
from club_members.entities import Member
from club_members.problems import Problem
from club_members.store import Store


def get_settings(request: Request) -> Settings:
    """The settings the application was made with."""
    return request.app.state.settings


SettingsDep = Annotated[Settings, Depends(get_settings)]


def get_clock(settings: SettingsDep) -> Clock:
    """The clock of the club."""
    return Clock(settings)


def get_store(settings: SettingsDep) -> Iterator[Store]:
    """Repositories on a connection that is closed after the answer."""
    conn = connect(settings.database)
    try:
        yield Store(conn)
    finally:
        conn.close()


ClockDep = Annotated[Clock, Depends(get_clock)]
StoreDep = Annotated[Store, Depends(get_store)]


def get_accounts(store: StoreDep, clock: ClockDep, settings: SettingsDep) -> Accounts:
    """The service for accounts."""
    return Accounts(store, clock, settings)


AccountsDep = Annotated[Accounts, Depends(get_accounts)]


def bearer(request: Request) -> str:
    """The token of `Authorization: Bearer ...`; empty where the header is missing or something else."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def current_member(request: Request, accounts: AccountsDep) -> Member:
    """Who asks. 401 without a living session."""
    token = bearer(request)
    member = accounts.member_of(token) if token else None
    if member is None:
        raise Problem(401, "not_signed_in", "Please sign in.")
    return member


Me = Annotated[Member, Depends(current_member)]


def get_desk(store: StoreDep, clock: ClockDep) -> CourtDesk:
    """The service for courts."""
    return CourtDesk(store, clock)


DeskDep = Annotated[CourtDesk, Depends(get_desk)]
