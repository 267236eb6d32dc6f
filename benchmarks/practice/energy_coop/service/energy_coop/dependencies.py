"""Who is asking."""
from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header

from . import members
from .config import settings
from .database import in_session
from .errors import Unauthorized
from .models import Member


async def current_member(x_member_token: Annotated[str, Header()] = "") -> Member:
    member = await in_session(members.by_token, x_member_token)
    if member is None:
        raise Unauthorized("unknown token")
    return member


async def require_staff(x_staff_token: Annotated[str, Header()] = "") -> None:
    if x_staff_token != settings.staff_token:
        raise Unauthorized("staff only")


async def require_operator(x_grid_token: Annotated[str, Header()] = "") -> None:
    if x_grid_token != settings.grid_token:
        raise Unauthorized("grid operator only")


CurrentMember = Annotated[Member, Depends(current_member)]
