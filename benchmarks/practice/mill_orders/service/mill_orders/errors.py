"""What a client can cause. Everything else is ours and ends in Sentry."""

from fastapi import Request
from fastapi.responses import JSONResponse


class MillError(Exception):
    status = 400
    code = "bad_request"

    def __init__(self, detail: str, **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


class Unauthorised(MillError):
    status = 401
    code = "unauthorised"


class Forbidden(MillError):
    status = 403
    code = "forbidden"


class NotFound(MillError):
    status = 404
    code = "not_found"


class Conflict(MillError):
    status = 409
    code = "conflict"


class OutOfStock(Conflict):
    code = "out_of_stock"


class Discontinued(Conflict):
    code = "discontinued"


async def answer_mill_error(request: Request, error: MillError) -> JSONResponse:
    return JSONResponse({"error": error.code, "detail": error.detail, **error.facts}, status_code=error.status)
