"""Who may do what with an application, and when."""

from datetime import datetime

from grant_desk.clock import HOME
from grant_desk.errors import Conflict, Missing, Problem
from grant_desk.models import Application, Call, User


def is_open(call: Call, now: datetime) -> bool:
    return call.opens_on <= now.astimezone(HOME).date() and now < call.closes_at


def check_owner(application: Application, user: User) -> None:
    if user.organisation_id != application.organisation_id:
        raise Missing(f"There is no application {application.reference}.")


def check_draft(application: Application) -> None:
    if application.state != "draft":
        raise Conflict(f"{application.reference} is {application.state}.")


def check_submission(application: Application, call: Call, requested: int, now: datetime) -> None:
    check_draft(application)
    if not is_open(call, now):
        raise Conflict(f"{call.code} does not take applications now.")
    if not requested:
        raise Problem(f"{application.reference} has no budget.")
