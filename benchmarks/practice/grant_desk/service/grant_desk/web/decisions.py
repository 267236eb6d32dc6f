from fastapi import APIRouter, BackgroundTasks

from grant_desk import money
from grant_desk.models import DecisionIn
from grant_desk.repositories.payments import DecisionRepository, InstalmentRepository
from grant_desk.services import mailing, payments
from grant_desk.web.applications import visible
from grant_desk.web.deps import Configured, Connection, Officer, SignedIn, Time

router = APIRouter()


def show(application_id: int, link: Connection) -> dict:
    decision = DecisionRepository(link).of(application_id)
    return {
        "outcome": decision["outcome"] if decision else None,
        "amount": money.shown(decision["amount_cents"]) if decision else None,
        "instalments": [
            {"number": one.number, "due_on": one.due_on, "amount": money.shown(one.amount_cents), "paid_on": one.paid_on}
            for one in InstalmentRepository(link).of(application_id)
        ],
    }


@router.get("/applications/{reference}/decision")
def one(reference: str, user: SignedIn, link: Connection) -> dict:
    return show(visible(reference, user, link).id, link)


@router.post("/applications/{reference}/decision", status_code=201)
def decide(
    reference: str,
    given: DecisionIn,
    user: Officer,
    link: Connection,
    configured: Configured,
    time: Time,
    tasks: BackgroundTasks,
) -> dict:
    application = visible(reference, user, link)
    payments.decide(link, application, given, user, time.today())
    tasks.add_task(mailing.tell_decision, configured, application.id)
    return show(application.id, link)


@router.post("/applications/{reference}/instalments/{number}/paid")
def paid(reference: str, number: int, user: Officer, link: Connection, time: Time) -> dict:
    application = visible(reference, user, link)
    InstalmentRepository(link).pay(application.id, number, time.today())
    return show(application.id, link)
