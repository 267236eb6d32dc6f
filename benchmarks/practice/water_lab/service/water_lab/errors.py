"""What may go wrong by somebody else's hand, and how it is answered."""
from starlette.requests import Request

from .responses import LabJSON


class ApiError(Exception):
    """An answer other than success, with a code for programs and a message for people."""

    status = 400

    def __init__(self, code: str, message: str, status: int | None = None):
        super().__init__(message)
        self.code, self.message = code, message
        self.status = status or self.status


class Invalid(ApiError):
    status = 400


class NotFound(ApiError):
    status = 404


class Conflict(ApiError):
    status = 409


async def answer_error(request: Request, error: ApiError) -> LabJSON:
    return LabJSON({"error": {"code": error.code, "message": error.message}}, status_code=error.status)
