"""What a client can cause. Everything else is ours and ends in Sentry."""

from starlette.requests import Request
from starlette.responses import JSONResponse


class PartsError(Exception):
    status = 400
    code = "bad_request"

    def __init__(self, detail: str, **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


class Unauthorised(PartsError):
    status = 401
    code = "unauthorised"


class Forbidden(PartsError):
    status = 403
    code = "forbidden"


class NotFound(PartsError):
    status = 404
    code = "not_found"


class Conflict(PartsError):
    status = 409
    code = "conflict"


class Unreadable(PartsError):
    status = 422
    code = "unreadable_file"


async def answer_parts_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, PartsError)
    return JSONResponse({"error": error.code, "detail": error.detail, **error.facts}, status_code=error.status)
