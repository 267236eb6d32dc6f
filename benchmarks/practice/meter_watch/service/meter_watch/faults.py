"""What can be wrong without a bug. A fault knows its code and the status with which it is answered."""


class Fault(Exception):
    code = "refused"
    status = 400

    def as_problem(self) -> dict[str, str]:
        return {"problem": self.code, "detail": str(self)}


class Unreadable(Fault):
    """The client sent something that has no meaning here."""

    code, status = "unreadable", 422


class Unknown(Fault):
    code, status = "unknown", 404


class Conflict(Fault):
    """Right in itself, but not in the present state."""

    code, status = "conflict", 409


class NotMeasured(Fault):
    """There is nothing from which this amount of energy could be told."""

    code, status = "not_measured", 409


class TariffUnavailable(Fault):
    """The tariff service does not answer, or not with a tariff."""

    code, status = "tariff_unavailable", 503
