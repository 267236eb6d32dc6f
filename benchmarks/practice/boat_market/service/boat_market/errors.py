"""Problems: what a caller is told when something cannot be done."""


class Problem(Exception):
    """Answered as ``{"error": code, "detail": detail}``."""

    status = 400
    code = "unreadable"

    def __init__(self, detail: str, code: str | None = None):
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code


class Unreadable(Problem):
    """A body or a value that is not what it should be."""


class NotAllowed(Problem):
    """A value that can be read, but breaks a rule of the market."""

    status = 422
    code = "not-allowed"


class SignInNeeded(Problem):
    status = 401
    code = "sign-in"


class NotYours(Problem):
    status = 403
    code = "not-yours"


class Unknown(Problem):
    status = 404
    code = "unknown"


class WrongState(Problem):
    status = 409
    code = "state"
