"""What guests see: prices, stock, reservations."""

from datetime import date

from fastapi import APIRouter, status

from .. import board, clock, reservations, schemas, sizes, stock
from ..errors import NotFound
from ..models import Customer
from .deps import Db

router = APIRouter()

@router.get("/prices")
def price_board(session: Db, day: date | None = None):
    return board.board(session, day or clock.today())

@router.get("/stock")
def stock_overview(session: Db, day: date | None = None):
    return stock.overview(session, day or clock.today())

@router.get("/stock/{kind}")
def stock_shelf(session: Db, kind: str):
    if kind not in sizes.KINDS:
        raise NotFound(f"no kind {kind}")
    return stock.shelf(session, kind)

@router.post("/quote", response_model=schemas.QuoteOut)
def quote(session: Db, body: schemas.QuoteIn):
    return reservations.quote(session, [line.wish() for line in body.lines], body.first_day, body.last_day)

@router.post("/reservations", status_code=status.HTTP_201_CREATED, response_model=schemas.ReservationOut)
def create(session: Db, body: schemas.ReservationIn):
    customer = Customer(name=body.name, phone=body.phone, email=body.email)
    session.add(customer)
    wishes = [line.wish() for line in body.lines]
    return reservations.book(session, customer, wishes, body.pickup_at, body.return_day)

@router.get("/reservations/{code}", response_model=schemas.ReservationOut)
def show(session: Db, code: str):
    return reservations.by_code(session, code)

@router.patch("/reservations/{code}", response_model=schemas.ReservationOut)
def move(session: Db, code: str, body: schemas.MoveIn):
    return reservations.move(session, reservations.by_code(session, code), body.pickup_at, body.return_day)

@router.post("/reservations/{code}/cancel", response_model=schemas.ReservationOut)
def cancel(session: Db, code: str):
    return reservations.cancel(session, reservations.by_code(session, code))
