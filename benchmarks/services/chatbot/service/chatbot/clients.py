"""What the clients say about themselves in `X-Client`: JSON with app and version. Old ones say other things, or nothing."""

from __future__ import annotations

import logging

from fastapi import Header, Request, Response
from pydantic import BaseModel, Field, ValidationError

logger = logging.getLogger(__name__)
OLDEST = {"web": (2, 4), "android": (5, 0), "ios": (5, 0)}


class Client(BaseModel):
    """An app and its version."""

    app: str = Field(max_length=20)
    version: str = Field(pattern=r"^\d+(\.\d+){1,3}$")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version, to compare."""
        return tuple(int(part) for part in self.version.split("."))


def read(header: str | None) -> Client | None:
    """The client, or None if it does not say, or not so that we understand it."""
    if header is None:
        return None
    try:
        return Client.model_validate_json(header)
    except ValidationError:
        logger.exception("A client says what we do not understand")
        return None


def outdated(client: Client | None) -> bool:
    """Whether the app should be updated; apps that we do not know never are."""
    return client is not None and client.numbers < OLDEST.get(client.app, ())


async def look_at(request: Request, response: Response, x_client: str | None = Header(default=None)) -> None:
    """Tell outdated apps, and us, that they are."""
    client = read(x_client)
    if client is not None and outdated(client):
        logger.error("%s %s is too old for %s", client.app, client.version, request.url.path)
        response.headers["x-update"] = "required"
