"""What services say when they cannot do what was asked; the views turn it into a status."""


class SchoolError(Exception):
    status = 500


class Unreadable(SchoolError):
    status = 400


class Unknown(SchoolError):
    status = 404


class Refused(SchoolError):
    status = 409
