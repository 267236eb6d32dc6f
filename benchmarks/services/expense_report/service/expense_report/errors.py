"""Errors that end in an answer to the client.

    ApiError
    ├── Unauthenticated  401  no or unknown employee
    ├── Forbidden        403  known, but not allowed to do this
    ├── NotFound         404  the thing named in the path does not exist
    ├── Conflict         409  exists, but its state does not allow this
    └── Invalid          422  a field, parameter or file cannot be used

Anything else that leaves a view is a bug of ours and ends as a 500.
"""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

log = logging.getLogger("expense_report.errors")


class ApiError(Exception):
    """The base of all errors that we answer on purpose."""

    status = 500
    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = details


class Unauthenticated(ApiError):
    status = 401
    code = "unauthenticated"


class Forbidden(ApiError):
    status = 403
    code = "forbidden"


class NotFound(ApiError):
    status = 404
    code = "not_found"


class Conflict(ApiError):
    status = 409
    code = "conflict"


class Invalid(ApiError):
    status = 422
    code = "invalid"


def register(app: Flask) -> None:
    """Gives every error the same JSON shape."""

    @app.errorhandler(ApiError)
    def answer_api_error(error: ApiError) -> ResponseReturnValue:
        cause = error.__cause__ or error
        log.error("Refused %s %s: %s", request.method, request.path, error.message, exc_info=cause)
        body = {"code": error.code, "message": error.message, "details": error.details}
        return jsonify(error=body), error.status

    @app.errorhandler(HTTPException)
    def answer_http_error(error: HTTPException) -> ResponseReturnValue:
        if error.code is not None and error.code < 500:
            log.error("Refused %s %s: %s", request.method, request.path, error.name, exc_info=error)
        code = error.name.lower().replace(" ", "_")
        body = {"code": code, "message": error.description, "details": {}}
        return jsonify(error=body), error.code or 500
