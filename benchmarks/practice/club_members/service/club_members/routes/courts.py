"""Courts and bookings."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Response

from club_members.deps import DeskDep, Me, StoreDep
from club_members.schemas import BookingIn, BookingOut

router = APIRouter(tags=["courts"])


@router.get("/courts")
def list_courts(store: StoreDep) -> list[dict[str, object]]:
    """All courts; nobody has to sign in for that."""
    return [{"id": c.id, "name": c.name, "opens": c.opens, "closes": c.closes} for c in store.courts.all()]


@router.get("/courts/{court_id}/free")
def list_free(court_id: int, day: date, _: Me, desk: DeskDep) -> dict[str, list[datetime]]:
    """The free hours of a day, in UTC."""
    return {"free": desk.free(desk.court(court_id), day)}


@router.post("/bookings", status_code=201)
def book(body: BookingIn, me: Me, desk: DeskDep) -> BookingOut:
    """Book an hour or two."""
    return BookingOut.model_validate(desk.book(me, body))


@router.get("/bookings")
def list_own(me: Me, store: StoreDep) -> list[BookingOut]:
    """The own bookings, by time."""
    return [BookingOut.model_validate(booking) for booking in store.bookings.of_member(me.id)]


@router.delete("/bookings/{booking_id}", status_code=204)
def cancel(booking_id: int, me: Me, desk: DeskDep) -> Response:
    """Give the court back."""
    desk.cancel(me, booking_id)
    return Response(status_code=204)
