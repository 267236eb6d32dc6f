"""Booking of viewings."""

from __future__ import annotations

import sqlite3
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import BaseModel, Field

from house_price import clock, estimation, store, viewings
from house_price.errors import InvalidInput
from house_price.importing import day as parse_day
from house_price.routes.houses import existing

router = APIRouter(tags=["viewings"])


class ViewingIn(BaseModel):
    """A wish for a viewing; the time is local to the house unless it has an offset."""

    starts_at: str
    minutes: int = Field(default=30, ge=15, le=120)
    visitor: str = Field(min_length=2, max_length=120)


@router.post("/houses/{house_id}/viewings", status_code=201)
def book(house_id: int, body: ViewingIn, db: sqlite3.Connection = Depends(store.database)) -> dict[str, Any]:
    """Book a viewing of a listed house."""
    house = existing(db, house_id)
    if house["status"] != "listed":
        raise HTTPException(409, f"house {house_id} is {house['status']}")
    timezone = estimation.place_of(house["district"]).timezone
    starts_at = clock.to_utc(body.starts_at, timezone)
    try:
        viewing_id = viewings.book(db, house_id, starts_at, body.minutes, body.visitor.strip())
    except viewings.SlotTaken as error:
        raise HTTPException(409, str(error)) from error
    viewing = {"id": viewing_id, "starts_at": starts_at.isoformat(), "minutes": body.minutes}
    return viewings.present(viewing | {"visitor": body.visitor.strip()}, timezone)


@router.get("/houses/{house_id}/viewings")
def listed(house_id: int, db: sqlite3.Connection = Depends(store.database)) -> list[dict[str, Any]]:
    """All viewings of a house in its local time."""
    house = existing(db, house_id)
    timezone = estimation.place_of(house["district"]).timezone
    return [viewings.present(viewing, timezone) for viewing in viewings.booked(db, house_id)]


@router.get("/houses/{house_id}/viewings/free")
def free(
    house_id: int, day: str = Query(description="local day"), db: sqlite3.Connection = Depends(store.database)
) -> dict[str, Any]:
    """Full hours at which a viewing can be booked."""
    house = existing(db, house_id)
    try:
        wanted = parse_day(day)
    except ValueError as error:
        raise InvalidInput(str(error)) from error
    timezone = estimation.place_of(house["district"]).timezone
    return {"house_id": house_id, "day": wanted, "hours": viewings.free_hours(db, house_id, wanted, timezone)}
