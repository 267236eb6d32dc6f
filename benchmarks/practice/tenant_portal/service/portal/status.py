"""The life of a repair."""

from django.db import models

from portal.errors import Conflict, PortalError


class Priority(models.TextChoices):
    LOW = "low", "Low"
    NORMAL = "normal", "Normal"
    URGENT = "urgent", "Urgent"


class Status(models.TextChoices):
    OPEN = "open", "Open"
    ASSIGNED = "assigned", "Assigned"
    ON_HOLD = "on_hold", "On hold"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


# Names of former years, as bookmarks and records still have them.
LEGACY = {"waiting": Status.ON_HOLD, "finished": Status.DONE}

MOVES = {
    Status.OPEN: {Status.ASSIGNED, Status.ON_HOLD, Status.CANCELLED},
    Status.ASSIGNED: {Status.ON_HOLD, Status.DONE, Status.CANCELLED},
    Status.ON_HOLD: {Status.ASSIGNED, Status.CANCELLED},
    Status.DONE: {Status.OPEN},
    Status.CANCELLED: set(),
}


def canonical(name: str) -> Status:
    """The status that a name stands for today."""
    return LEGACY.get(name) or Status(name)


def read(name: str) -> Status:
    """What clients mean by the name of a status, also by one of former years."""
    try:
        return canonical(name)
    except ValueError as error:
        raise PortalError("there is no such status", fields={"status": name}) from error


def check_move(now: str, then: Status) -> None:
    if then not in MOVES[Status(now)]:
        raise Conflict(f"a repair that is {Status(now).label.lower()} cannot become {then.label.lower()}")
