"""What can go wrong, with its status; `app.py` makes answers of it."""


class Problem(Exception):
    status = 400
    code = "unreadable"

    def __init__(self, detail: str, code: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code


class Unreadable(Problem):
    """A value that we cannot read or do not know."""


class NotSignedIn(Problem):
    status = 401
    code = "who"


class NotAllowed(Problem):
    status = 403
    code = "not-allowed"


class Unknown(Problem):
    status = 404
    code = "unknown"


class WrongState(Problem):
    status = 409
    code = "state"


class Over(Problem):
    status = 410
    code = "over"


class LimitReached(Problem):
    status = 429
    code = "limit"
