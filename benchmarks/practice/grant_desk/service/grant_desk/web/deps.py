"""What routes depend on."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import Depends, Header, Request

from grant_desk import database, security
from grant_desk.cache import Cache
from grant_desk.clock import Clock
from grant_desk.errors import Forbidden, Missing, Unauthorized
from grant_desk.models import User
from grant_desk.repositories.users import UserRepository
from grant_desk.services.rates import RateSource
from grant_desk.settings import Settings


def settings(request: Request) -> Settings:
    return request.app.state.settings


def clock(request: Request) -> Clock:
    return request.app.state.clock


def cache(request: Request) -> Cache:
    return request.app.state.cache


def rates(request: Request) -> RateSource:
    return request.app.state.rates


Configured = Annotated[Settings, Depends(settings)]
Time = Annotated[Clock, Depends(clock)]
Known = Annotated[Cache, Depends(cache)]
Rates = Annotated[RateSource, Depends(rates)]


def connection(configured: Configured) -> Iterator[sqlite3.Connection]:
    opened = database.connect(configured.database)
    try:
        yield opened
    finally:
        opened.close()


Connection = Annotated[sqlite3.Connection, Depends(connection)]


def current_user(
    configured: Configured, time: Time, link: Connection, authorization: Annotated[str | None, Header()] = None
) -> User:
    kind, _, token = (authorization or "").partition(" ")
    if kind.lower() != "bearer":
        raise Unauthorized("Sign in at /sessions.")
    key = security.user_of(token, time.now(), configured.secret)
    try:
        user = UserRepository(link).get(key)
    except Missing as error:
        raise Unauthorized("The user is not there any more.") from error
    if user.left_on:
        raise Unauthorized("The user is not there any more.")
    return user


def _only(role: str) -> Callable[[User], User]:
    def check(user: Annotated[User, Depends(current_user)]) -> User:
        if user.role != role:
            raise Forbidden(f"This is for a {role}.")
        return user

    return check


SignedIn = Annotated[User, Depends(current_user)]
Officer = Annotated[User, Depends(_only("officer"))]
Reviewer = Annotated[User, Depends(_only("reviewer"))]
Applicant = Annotated[User, Depends(_only("applicant"))]
