from fastapi import APIRouter

from grant_desk import money
from grant_desk.clock import written
from grant_desk.models import Call, CallIn, CallPatch
from grant_desk.repositories.calls import CallRepository
from grant_desk.services.applications import is_open
from grant_desk.web.deps import Connection, Officer, SignedIn, Time

router = APIRouter()


def show(call: Call, time: Time) -> dict:
    return {
        "code": call.code,
        "title": call.title,
        "opens_on": call.opens_on,
        "closes_at": written(call.closes_at),
        "open": is_open(call, time.now()),
        "budget": money.shown(call.budget_cents),
        "criteria": call.criteria,
        "note": call.note,
    }


@router.get("/calls")
def listing(user: SignedIn, link: Connection, time: Time) -> dict:
    return {"calls": [show(call, time) for call in CallRepository(link).all()]}


@router.post("/calls", status_code=201)
def add(given: CallIn, user: Officer, link: Connection, time: Time) -> dict:
    return show(CallRepository(link).add(given), time)


@router.get("/calls/{code}")
def one(code: str, user: SignedIn, link: Connection, time: Time) -> dict:
    return show(CallRepository(link).get(code), time)


@router.patch("/calls/{code}")
def change(code: str, given: CallPatch, user: Officer, link: Connection, time: Time) -> dict:
    calls, values = CallRepository(link), given.given()
    if "closes_at" in values:
        values["closes_at"] = written(values["closes_at"])
    if "budget" in values:
        values["budget_cents"] = money.cents(values.pop("budget"))
    calls.change(calls.get(code).id, **values)
    return show(calls.get(code), time)
