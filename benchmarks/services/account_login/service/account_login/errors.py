"""Errors that are answers. Anything else that a view raises is our bug."""

import logging
from typing import Any

from django.http import HttpRequest, JsonResponse

log = logging.getLogger("account_login.errors")


class ApiError(Exception):
    """An answer to the client: status, code and what to do."""

    status = 400
    code = "bad_request"

    def __init__(self, message: str, *, code: str = "", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = details

    def response(self) -> JsonResponse:
        """The error in the shape that all clients know."""
        error = {"code": self.code, "message": self.message, "details": self.details}
        answer = JsonResponse({"error": error}, status=self.status)
        if "retry_after" in self.details:
            answer["Retry-After"] = str(self.details["retry_after"])
        return answer


class BadRequest(ApiError):
    """The request cannot be read."""


class Unauthenticated(ApiError):
    """Nobody is signed in, or the proof is wrong."""

    status = 401
    code = "unauthenticated"


class Forbidden(ApiError):
    """Signed in, but not allowed."""

    status = 403
    code = "forbidden"


class NotFound(ApiError):
    """What the path names does not exist."""

    status = 404
    code = "not_found"


class Conflict(ApiError):
    """The state does not allow it."""

    status = 409
    code = "conflict"


class Gone(ApiError):
    """A link that was used or is too old."""

    status = 410
    code = "gone"


class Invalid(ApiError):
    """The request can be read, but a field cannot be used."""

    status = 422
    code = "invalid"


class Locked(ApiError):
    """The account is locked for a while."""

    status = 423
    code = "locked"


class Outdated(ApiError):
    """The client is too old to be served."""

    status = 426
    code = "outdated_client"


class TooMany(ApiError):
    """The client is too fast."""

    status = 429
    code = "too_many"


class Unavailable(ApiError):
    """Something that we depend on does not answer."""

    status = 503
    code = "unavailable"


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    """The answer to a request whose CSRF token is missing or wrong."""
    log.error("CSRF check failed for %s: %s", request.path, reason)
    return Forbidden("The CSRF token is missing or wrong.", code="csrf").response()


def page_not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """The answer where no route matches."""
    return NotFound(f"There is nothing at {request.path}.").response()


def server_error(request: HttpRequest) -> JsonResponse:
    """The answer when we crashed."""
    error = {"code": "internal", "message": "Something went wrong.", "details": {}}
    return JsonResponse({"error": error}, status=500)
