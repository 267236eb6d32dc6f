"""What a request needs, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Depends, Header, Request

from chatbot import clock, users
from chatbot.db import Database
from chatbot.errors import Forbidden, InvalidInput, NotFound, Unauthorized
from chatbot.llm import LlmClient
from chatbot.settings import Settings


@dataclass
class Services:
    """Made once for each application."""

    settings: Settings
    db: Database
    llm: LlmClient
    now: Callable[[], datetime] = clock.utc_now


def build(settings: Settings) -> Services:
    """The services of these settings."""
    return Services(settings, Database(settings.database), LlmClient(settings))


def services(request: Request) -> Services:
    """The services of the application that answers the request."""
    return request.app.state.services


async def current_user(
    x_user_id: str = Header(), x_session_until: str | None = Header(default=None), own: Services = Depends(services)
) -> dict[str, Any]:
    """The user that the gateway has signed in, and until when. Raises Unauthorized, NotFound or InvalidInput."""
    check_session(x_session_until, own.now())
    user = await users.find(own.db, x_user_id)
    if user is None:
        raise NotFound(f"there is no user '{x_user_id}'")
    return user


def check_session(until: str | None, now: datetime) -> None:
    """Streams outlive sessions; nothing new begins in one that has ended. Gateways of version 1 do not say."""
    if until is None:
        return
    try:
        end = clock.parse(until)
    except ValueError as error:
        raise InvalidInput(f"'{until}' is no instant") from error
    if end <= now:
        raise Unauthorized(f"the session ended at {clock.stamp(end)}", www_authenticate="Session")


async def admin(user: dict[str, Any] = Depends(current_user)) -> dict[str, Any]:
    """A user who may see everything."""
    if not user["is_admin"]:
        raise Forbidden("only for administrators")
    return user
