"""Problems: what a caller is told when something cannot be done."""


class Problem(Exception):
    """Answered as ``{"problem": code, "detail": detail}`` by the API, as a page by the pages."""

    status = 400
    code = "not-allowed"

    def __init__(self, detail: str, code: str | None = None):
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code


class Unreadable(Problem):
    code = "unreadable"


class NotAllowed(Problem):
    pass


class NoCredentials(Problem):
    status = 401
    code = "credentials"


class Refused(Problem):
    status = 403
    code = "not-yours"


class Unknown(Problem):
    status = 404
    code = "unknown"


class WrongState(Problem):
    status = 409
    code = "state"


class LinkOver(Problem):
    status = 410
    code = "link-over"


class KeypadLocked(Problem):
    status = 423
    code = "keypad-locked"
