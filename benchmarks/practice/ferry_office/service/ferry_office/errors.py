"""What can go wrong by the rules of the office; `http.api` makes an answer of it."""


class OfficeError(Exception):
    status = 400


class NotAllowed(OfficeError):
    status = 403


class Unknown(OfficeError):
    status = 404


class Conflict(OfficeError):
    status = 409
