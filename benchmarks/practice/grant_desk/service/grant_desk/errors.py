"""Refusals, and how they are answered."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException


class Problem(Exception):
    status = 422
    word = "invalid"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unauthorized(Problem):
    status, word = 401, "unauthorized"


class Forbidden(Problem):
    status, word = 403, "forbidden"


class Missing(Problem):
    status, word = 404, "not_found"


class Conflict(Problem):
    status, word = 409, "conflict"


class Unavailable(Problem):
    status, word = 503, "unavailable"


def _answer(status: int, word: str, message: str) -> JSONResponse:
    return JSONResponse({"error": word, "message": message}, status_code=status)


def install(app: FastAPI) -> None:
    @app.exception_handler(Problem)
    def problem(_: Request, error: Problem) -> JSONResponse:
        return _answer(error.status, error.word, error.message)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return _answer(422, "invalid", f"{place}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def other(_: Request, error: HTTPException) -> JSONResponse:
        return _answer(error.status_code, "not_found" if error.status_code == 404 else "refused", str(error.detail))
