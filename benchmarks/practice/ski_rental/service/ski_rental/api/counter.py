"""What the staff does at the counter."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from .. import audit, auth, groups, receipts, reservations, returns, schemas, stock
from .deps import Counter, Db, Manager

router = APIRouter()

@router.post("/staff/sign-in", response_model=schemas.Token)
def sign_in(session: Db, body: schemas.SignIn):
    token, expires_at = auth.sign_in(session, body.login, body.pin)
    return {"token": token, "expires_at": expires_at}

@router.get("/staff/me")
def me(staff: Counter):
    return {"login": staff.login, "name": staff.name, "role": staff.role}

@router.post("/reservations/{code}/hand-out", response_model=schemas.ReservationOut)
def hand_out(session: Db, staff: Counter, code: str, body: schemas.HandOut):
    found = reservations.hand_out(session, reservations.by_code(session, code), body.tags, staff.login)
    stock.forget()
    return found

@router.post("/reservations/{code}/return", response_model=schemas.ReceiptOut)
def take_back(session: Db, staff: Counter, code: str, body: schemas.ReturnIn):
    found = reservations.by_code(session, code)
    returns.take_back(session, found, [(d.tag, d.what, d.fee) for d in body.damages], staff.login)
    stock.forget()
    return receipts.receipt(found)

@router.post("/reservations/{code}/waive", response_model=schemas.ReceiptOut)
def waive(session: Db, _: Manager, code: str, body: schemas.WaiveIn):
    found = reservations.by_code(session, code)
    returns.waive(session, found, body.reason)
    return receipts.receipt(found)

@router.get("/reservations/{code}/receipt", response_model=schemas.ReceiptOut)
def receipt(session: Db, _: Counter, code: str):
    return receipts.receipt(reservations.by_code(session, code))

@router.get("/reservations/{code}/receipt.txt")
def receipt_file(session: Db, _: Counter, code: str):
    found = reservations.by_code(session, code)
    name = f"receipt-{found.code}.txt"
    return Response(
        receipts.text(found),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

@router.get("/customers/{customer_id}/reservations", response_model=list[schemas.ReservationOut])
def of_customer(session: Db, _: Counter, customer_id: int):
    return reservations.of_customer(session, customer_id)

@router.post("/groups", status_code=201)
def upload_group(
    session: Db,
    staff: Counter,
    name: Annotated[schemas.Text, Query()],
    pickup_at: Annotated[schemas.LocalTime, Query()],
    return_day: date,
    body: Annotated[bytes, Body(media_type="text/csv")],
):
    outcome = groups.upload(session, name, body, pickup_at, return_day)
    audit.note(session, "group", who=staff.login, name=name, booked=len(outcome.booked))
    return {"id": outcome.group.id, "booked": outcome.booked, "refused": outcome.refused}

@router.get("/audit")
def trail(session: Db, _: Manager, limit: Annotated[int, Query(ge=1, le=500)] = 50):
    return [{"at": e.at, "who": e.who, "action": e.action, "details": e.details} for e in audit.latest(session, limit)]
