"""Refusals of the service. Each is answered as `application/problem+json` (RFC 9457)."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse


class Problem(Exception):
    """A request that is refused for a reason the client can do something about."""

    status = 400
    title = "Bad request"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class NotInProgramme(Problem):
    """What the path names does not exist."""

    status = 404
    title = "Not in the programme"


class BadParameter(Problem):
    """A parameter of the query string cannot be used."""

    title = "Bad parameter"

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(detail, parameter=parameter)


class BadField(Problem):
    """A field of the body cannot be used."""

    status = 422
    title = "Bad field"

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail, field=field)


def _body(status: int, title: str, detail: str, **extra: object) -> JSONResponse:
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    return JSONResponse(content, status_code=status, media_type="application/problem+json")


async def on_problem(request: Request, problem: Problem) -> JSONResponse:
    return _body(problem.status, problem.title, problem.detail, **problem.extra)


async def on_http(request: Request, error: HTTPException) -> JSONResponse:
    return _body(error.status_code, error.detail, f"{request.method} {request.url.path}")


async def on_crash(request: Request, error: Exception) -> JSONResponse:
    return _body(500, "Internal error", "The error was reported.")


HANDLERS = {Problem: on_problem, HTTPException: on_http, Exception: on_crash}
