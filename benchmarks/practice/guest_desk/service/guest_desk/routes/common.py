"""What the routes share."""

from typing import Annotated

from fastapi import Depends, Header, Request

from ..desk import Desk
from ..problems import NotSignedIn
from ..store import Row


def desk_of(request: Request) -> Desk:
    return request.app.state.desk


TheDesk = Annotated[Desk, Depends(desk_of)]


def token_of(authorization: Annotated[str, Header()] = "") -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn("Please sign in")
    return token


Token = Annotated[str, Depends(token_of)]


def guest_of(desk: TheDesk, token: Token) -> Row:
    return desk.sessions.guest_of(token)


Guest = Annotated[Row, Depends(guest_of)]


def staff_with(permission: str):
    """Depends on one of the staff whose role permits this."""

    def check(desk: TheDesk, guest: Guest) -> Row:
        desk.roles.require(guest, permission)
        return guest

    return Depends(check)
