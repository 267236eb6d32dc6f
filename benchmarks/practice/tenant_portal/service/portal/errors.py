"""What clients can cause; the middleware answers these with their status."""

from typing import Any


class PortalError(Exception):
    """A malformed request."""

    status = 400

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Unauthorized(PortalError):
    """Nobody we know is asking."""

    status = 401


class Forbidden(PortalError):
    """Not theirs to do."""

    status = 403


class NotFound(PortalError):
    """Not there, or not theirs to see."""

    status = 404


class Conflict(PortalError):
    """The state does not allow it."""

    status = 409
