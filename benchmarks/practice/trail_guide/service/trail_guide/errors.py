"""Errors that a client can understand."""
from starlette.requests import Request
from starlette.responses import JSONResponse


class GuideError(Exception):
    status = 500


class NotFound(GuideError):
    status = 404


class Invalid(GuideError):
    status = 422


class Unavailable(GuideError):
    status = 503


async def on_guide_error(request: Request, error: GuideError) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=error.status)
