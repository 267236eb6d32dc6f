"""Errors that end in an answer to the client.

    ApiError
    ├── BadRequest       400  the body or a cursor cannot be read at all
    ├── Unauthenticated  401  no, unknown or expired session
    ├── Forbidden        403  known, but not allowed to do this
    ├── NotFound         404  the thing named in the path does not exist
    ├── Conflict         409  exists, but its state does not allow this
    ├── Invalid          422  a field or parameter cannot be used; `details` names it
    ├── Outdated         426  the app is too old
    ├── TooMany          429  over the limit of requests
    └── Unavailable      503  we cannot answer now; the client may try again

Anything else that leaves a view is a bug of ours and ends as a 500.
"""

from __future__ import annotations

import logging
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

log = logging.getLogger(__name__)


class ApiError(Exception):
    """The base of all errors that we answer on purpose; `level` is that of its line in the log."""

    status = 500
    code = "error"
    level = logging.INFO

    def __init__(self, message: str, *, code: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = details


class BadRequest(ApiError):
    status = 400
    code = "bad_request"
    level = logging.ERROR


class Unauthenticated(ApiError):
    status = 401
    code = "unauthenticated"
    level = logging.WARNING


class Forbidden(ApiError):
    status = 403
    code = "forbidden"
    level = logging.ERROR


class NotFound(ApiError):
    status = 404
    code = "not_found"


class Conflict(ApiError):
    status = 409
    code = "conflict"
    level = logging.ERROR


class Invalid(ApiError):
    status = 422
    code = "invalid"
    level = logging.WARNING


class Outdated(ApiError):
    status = 426
    code = "outdated"
    level = logging.ERROR


class TooMany(ApiError):
    status = 429
    code = "too_many"
    level = logging.ERROR


class Unavailable(ApiError):
    status = 503
    code = "unavailable"
    level = logging.ERROR


def body_of(code: str, message: str, details: dict[str, Any]) -> dict[str, Any]:
    """The one shape of all errors."""
    return {"error": {"code": code, "message": message, "details": details}}


async def answer_api_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiError)
    cause = error.__cause__
    log.log(
        error.level,
        "%s %s: %s",
        request.method,
        request.url.path,
        error.message,
        exc_info=error if cause is not None and error.level >= logging.ERROR else None,
    )
    return JSONResponse(body_of(error.code, error.message, error.details), error.status)


async def answer_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = "not_found" if error.status_code == 404 else "http_error"
    return JSONResponse(body_of(code, error.detail, {}), error.status_code)


HANDLERS = {ApiError: answer_api_error, HTTPException: answer_http_error}
