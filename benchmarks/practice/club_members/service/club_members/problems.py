"""How the API says no: application/problem+json with a code that the apps translate."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class Problem(Exception):
    """An answer, not a defect. `code` is stable, `detail` is for people."""

    def __init__(self, status: int, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.status, self.code, self.detail = status, code, detail or code.replace("_", " ")


def missing(what: str, key: object) -> Problem:
    """404 for something that the path names."""
    return Problem(404, f"unknown_{what}", f"There is no {what} {key}.")


def refuse(code: str, detail: str = "") -> Problem:
    """409: understood, but the present state does not allow it."""
    return Problem(409, code, detail)


def unusable(field: str, detail: str) -> Problem:
    """422 for input that is well-formed but cannot be used."""
    return Problem(422, f"invalid_{field}", detail)


def _body(status: int, code: str, detail: str) -> JSONResponse:
    content = {"status": status, "code": code, "detail": detail}
    return JSONResponse(content, status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Register the handlers. There is none for Exception: crashes are 500 and belong to the monitoring."""

    @app.exception_handler(Problem)
    async def on_problem(_: Request, problem: Problem) -> JSONResponse:
        return _body(problem.status, problem.code, problem.detail)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "body"
        return _body(422, "invalid_request", f"{where}: {first['msg']}")
