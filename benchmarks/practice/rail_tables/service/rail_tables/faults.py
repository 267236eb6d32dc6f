"""What we refuse, and how we say so."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse


class Refusal(Exception):
    """The caller asked for something that we do not do. ``about`` is the part of the request that is meant."""

    status = 400

    def __init__(self, problem: str, about: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.about = about


class Unreadable(Refusal):
    status = 422


class BadCursor(Refusal):
    status = 400


class Unknown(Refusal):
    status = 404


class Taken(Refusal):
    status = 409


class Circle(Refusal):
    """A search that would build on itself, directly or by others."""

    status = 409


class BadFile(Exception):
    """A file that cannot be loaded at all; commands end with status 2."""


async def refuse(_request: Request, refusal: Refusal) -> JSONResponse:
    return JSONResponse({"problem": refusal.problem, "about": refusal.about}, status_code=refusal.status)
