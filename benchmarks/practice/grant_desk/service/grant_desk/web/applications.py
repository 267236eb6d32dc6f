from fastapi import APIRouter

from grant_desk import database, money
from grant_desk.clock import written
from grant_desk.errors import Conflict, Forbidden
from grant_desk.models import Application, ApplicationIn, ApplicationPatch, BudgetLineIn, User
from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.calls import CallRepository
from grant_desk.repositories.reviews import ReviewRepository
from grant_desk.services.applications import check_draft, check_owner, check_submission, is_open
from grant_desk.web.deps import Applicant, Connection, SignedIn, Time

router = APIRouter()


def show(application: Application, applications: ApplicationRepository) -> dict:
    return {
        "reference": application.reference,
        "title": application.title,
        "summary": application.summary,
        "currency": application.currency,
        "requested": money.shown(applications.requested(application.id)),
        "state": application.state,
        "submitted_at": written(application.submitted_at),
    }


def visible(reference: str, user: User, link: Connection) -> Application:
    """An application that the user may see. Raises Missing."""
    application = ApplicationRepository(link).get(reference)
    if user.role == "applicant":
        check_owner(application, user)
    if user.role == "reviewer":
        ReviewRepository(link).get(application.id, user.id)
    return application


@router.get("/applications")
def listing(
    user: SignedIn, link: Connection, call: str | None = None, state: str | None = None
) -> dict:
    applications = ApplicationRepository(link)
    call_id = CallRepository(link).get(call).id if call else None
    if user.role == "reviewer":
        raise Forbidden("Reviewers see the applications that they have.")
    organisation = user.organisation_id if user.role == "applicant" else None
    found = applications.find(call_id=call_id, organisation_id=organisation, state=state)
    return {"applications": [show(one, applications) for one in found]}


@router.post("/applications", status_code=201)
def add(given: ApplicationIn, user: Applicant, link: Connection, time: Time) -> dict:
    applications, call = ApplicationRepository(link), CallRepository(link).get(given.call)
    if not is_open(call, time.now()):
        raise Conflict(f"{call.code} does not take applications now.")
    with database.transaction(link):
        application = applications.add(call, user.organisation_id, given)
    return show(application, applications)


@router.get("/applications/{reference}")
def one(reference: str, user: SignedIn, link: Connection) -> dict:
    return show(visible(reference, user, link), ApplicationRepository(link))


@router.patch("/applications/{reference}")
def change(reference: str, given: ApplicationPatch, user: Applicant, link: Connection) -> dict:
    applications, application = ApplicationRepository(link), visible(reference, user, link)
    check_draft(application)
    applications.change(application.id, **given.given())
    return show(applications.get(reference), applications)


@router.get("/applications/{reference}/budget")
def budget(reference: str, user: SignedIn, link: Connection) -> dict:
    applications, application = ApplicationRepository(link), visible(reference, user, link)
    lines = applications.lines(application.id)
    return {
        "currency": application.currency,
        "total": money.shown(applications.requested(application.id)),
        "lines": [
            {"category": line.category, "description": line.description, "amount": money.shown(line.amount_cents)}
            for line in lines
        ],
    }


@router.put("/applications/{reference}/budget")
def set_budget(reference: str, given: list[BudgetLineIn], user: Applicant, link: Connection) -> dict:
    applications, application = ApplicationRepository(link), visible(reference, user, link)
    check_draft(application)
    with database.transaction(link):
        applications.replace_lines(application.id, given)
    return budget(reference, user, link)


@router.post("/applications/{reference}/submit")
def submit(reference: str, user: Applicant, link: Connection, time: Time) -> dict:
    applications, application = ApplicationRepository(link), visible(reference, user, link)
    call, requested = CallRepository(link).by_id(application.call_id), applications.requested(application.id)
    check_submission(application, call, requested, time.now())
    applications.change(application.id, state="submitted", submitted_at=written(time.now()))
    return show(applications.get(reference), applications)


@router.post("/applications/{reference}/withdraw")
def withdraw(reference: str, user: Applicant, link: Connection) -> dict:
    applications, application = ApplicationRepository(link), visible(reference, user, link)
    if application.state not in {"draft", "submitted"}:
        raise Conflict(f"{application.reference} is {application.state}.")
    applications.change(application.id, state="withdrawn")
    return show(applications.get(reference), applications)
