"""What can go wrong for a caller. `web.endpoint` answers each as {"error": code, "message": text}."""


class ApiError(Exception):
    status = 400
    code = "invalid"

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


class Invalid(ApiError):
    """A value that we cannot take."""


class NoToken(ApiError):
    status = 401
    code = "token"


class Forbidden(ApiError):
    status = 403
    code = "forbidden"


class NotFound(ApiError):
    status = 404
    code = "not-found"


class WrongMethod(ApiError):
    status = 405
    code = "method"


class Conflict(ApiError):
    """The value is fine, the state of things does not permit it."""

    status = 409
    code = "conflict"
