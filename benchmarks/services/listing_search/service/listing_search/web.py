"""What a view reaches: settings, database, index, cache, who is asking, and the body."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from listing_search import access
from listing_search.access import User
from listing_search.cache import Cache
from listing_search.clock import Clock
from listing_search.config import Settings
from listing_search.db import Pool
from listing_search.errors import BadRequest, Invalid, Unauthenticated
from listing_search.index import Index
from listing_search.limits import Limiter

MOST_BYTES = 256 * 1024
Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Context:
    """What lives as long as the application."""

    settings: Settings
    clock: Clock
    pool: Pool
    index: Index
    cache: Cache
    limiter: Limiter
    started_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started_at = self.clock()


def context(request: Request) -> Context:
    return request.app.state.context


def token(request: Request) -> str:
    """The session's token, as the gateway passes it on."""
    return request.headers.get("x-session", "").strip()


def user(request: Request, conn: sqlite3.Connection) -> User | None:
    """Who is asking; None for strangers. Raises Unauthenticated, Forbidden."""
    return access.user_of_token(conn, token(request), context(request).clock())


def known_user(request: Request, conn: sqlite3.Connection) -> User:
    """Who is asking, where strangers may not."""
    found = user(request, conn)
    if found is None:
        raise Unauthenticated("The header X-Session is missing.")
    return found


async def body(request: Request, model: type[Model]) -> Model:
    """The request's JSON as a model. Raises BadRequest when it is no JSON, Invalid otherwise."""
    raw = await request.body()
    if len(raw) > MOST_BYTES:
        raise BadRequest(f"The body has more than {MOST_BYTES} bytes.", code="too_large")
    try:
        data = json.loads(raw)
    except ValueError as error:
        raise BadRequest("The body is not JSON.", code="not_json") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "body"
        raise Invalid(f"{place}: {first['msg']}.", field=place) from error
