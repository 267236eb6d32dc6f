"""Refusals: the errors that are answers."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


class Refusal(Exception):
    """Something that the caller asked for and does not get, with the status and the code of the answer."""

    def __init__(self, status: int, code: str, detail: str, fields: list[str] | None = None):
        super().__init__(detail)
        self.status, self.code, self.detail, self.fields = status, code, detail, fields

    def document(self) -> dict:
        known = {"code": self.code, "detail": self.detail}
        return known if self.fields is None else {**known, "fields": self.fields}


def unknown(what: str, name: object) -> Refusal:
    return Refusal(404, "unknown", f"There is no {what} {name}")


def conflict(code: str, detail: str) -> Refusal:
    return Refusal(409, code, detail)


def install(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> JSONResponse:
        return JSONResponse(error.document(), error.status)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = sorted({str(one["loc"][-1]) for one in error.errors()})
        return JSONResponse({"code": "invalid", "detail": "The input cannot be used", "fields": fields}, 422)
