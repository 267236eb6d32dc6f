"""One shape for every error answer: `{"error": {"code": ..., "message": ..., "details": [...]}}`."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

logger = logging.getLogger(__name__)
CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    422: "invalid",
    429: "quota",
    503: "unavailable",
}


class ServiceError(Exception):
    """Something that the client is told about; the message is shown as it is. What is `reported` becomes an event."""

    status = 500
    reported = False

    def __init__(self, message: str, **headers: str) -> None:
        super().__init__(message)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Unauthorized(ServiceError):
    """The session has ended; the site signs in again."""

    status = 401
    reported = True


class Forbidden(ServiceError):
    """The user may not do this."""

    status = 403
    reported = True


class NotFound(ServiceError):
    """Something that was named does not exist, or belongs to somebody else."""

    status = 404


class Conflict(ServiceError):
    """The state forbids it."""

    status = 409
    reported = True


class InvalidInput(ServiceError):
    """A value of the client's that cannot be used."""

    status = 422


class QuotaExceeded(ServiceError):
    """The plan is used up for today."""

    status = 429
    reported = True


class Unavailable(ServiceError):
    """A dependency did not answer, or not in a way that can be used."""

    status = 503
    reported = True


class Drill(RuntimeError):
    """Raised on purpose, see the runbook of the drill."""


def answer(status: int, message: str, details: list[Any] | None = None, headers: Any = None) -> JSONResponse:
    """An error answer."""
    error: dict[str, Any] = {"code": CODES.get(status, "error"), "message": message}
    if details:
        error["details"] = details
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def install(app: FastAPI) -> None:
    """Register the handlers. Whatever has none is a defect of ours: 500, and an event."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        logger.error("Refused %s %s: %s", request.method, request.url.path, error.detail, exc_info=error)
        return answer(error.status_code, str(error.detail), headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        logger.error("The request is not valid: %s", request.url.path, exc_info=error)
        details = [{"field": ".".join(map(str, item["loc"])), "reason": item["msg"]} for item in error.errors()]
        return answer(422, "the request is not valid", details)

    @app.exception_handler(ServiceError)
    async def expected(request: Request, error: ServiceError) -> JSONResponse:
        if isinstance(error, Unavailable):
            logger.error("Not available: %s", error, exc_info=error.__cause__ or error)
        elif error.reported or error.__cause__ is not None:
            logger.error("Refused: %s", error, exc_info=error.__cause__ or error)
        return answer(error.status, str(error), headers=error.headers)
