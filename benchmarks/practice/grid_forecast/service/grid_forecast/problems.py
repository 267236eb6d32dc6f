"""Problems: what a caller is told when something cannot be done."""


class Problem(Exception):
    """Answered as ``{"error": code, "message": message}``."""

    status = 422
    code = "invalid"

    def __init__(self, message: str, code: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code


class Unreadable(Problem):
    status = 400
    code = "unreadable"


class Invalid(Problem):
    pass


class Unknown(Problem):
    status = 404
    code = "unknown"


class Conflict(Problem):
    status = 409
    code = "exists"
