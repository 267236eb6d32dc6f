"""What a service module raises when it cannot do what was asked."""


class ClubError(Exception):
    """Becomes ``{"error": message}`` with its status; the request's transaction is rolled back."""

    status = 400

    def __init__(self, message: str, status: int | None = None):
        super().__init__(message)
        self.message = message
        if status is not None:
            self.status = status


class BadInput(ClubError):
    status = 400


class NotSignedIn(ClubError):
    status = 401


class Forbidden(ClubError):
    status = 403


class Unknown(ClubError):
    status = 404


class Conflict(ClubError):
    status = 409


class Gone(ClubError):
    status = 410
