"""Listed houses."""

from __future__ import annotations

import math
import sqlite3
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from house_price import auth, clock, comparables, estimation, store
from house_price import currency as money
from house_price.schemas import Comparables, House, HouseChange, HouseCreate, HousePage

router = APIRouter(tags=["houses"])


def present(house: dict[str, Any]) -> House:
    """The house as clients see it."""
    return House(
        id=house["id"],
        district=house["district"],
        address=house["address"],
        area_m2=house["area_m2"],
        rooms=house["rooms"],
        built_year=house["built_year"],
        energy_class=house["energy_class"],
        extras=house["extras"],
        asking_price=house["asking_price"],
        currency=house["currency"],
        status=house["status"],
        listed_at=house["listed_at"],
        listed_on=clock.local_day(house["listed_at"], estimation.place_of(house["district"]).timezone),
        agent=house["agent_name"],
    )


def existing(db: sqlite3.Connection, house_id: int) -> dict[str, Any]:
    """The house, or 404."""
    house = store.find_house(db, house_id) if 0 < house_id < 2**63 else None
    if house is None:
        raise HTTPException(404, f"no house {house_id}")
    return house


@router.get("/houses")
def search(
    request: Request,
    district: str | None = None,
    status: str | None = None,
    min_area: float | None = Query(default=None, ge=0),
    max_price: float | None = Query(default=None, gt=0),
    sort: str = "id",
    page: int = Query(default=1, ge=1, le=100_000),
    size: int | None = Query(default=None, ge=1, le=100),
    db: sqlite3.Connection = Depends(store.database),
) -> HousePage:
    """Search listed houses."""
    if sort not in store.SORTS:
        raise HTTPException(422, f"sort must be one of {', '.join(store.SORTS)}")
    size = size or request.app.state.settings.page_size
    filters = {"district": district, "status": status, "min_area": min_area, "max_price": max_price}
    houses, total = store.search(db, filters, sort, size, (page - 1) * size)
    pages = math.ceil(total / size)
    if page > max(pages, 1):
        raise HTTPException(404, f"no page {page}, the last one is {max(pages, 1)}")
    return HousePage(items=[present(house) for house in houses], page=page, pages=pages, total=total)


@router.get("/houses/{house_id}")
def read(house_id: int, db: sqlite3.Connection = Depends(store.database)) -> House:
    """One house."""
    return present(existing(db, house_id))


@router.get("/houses/{house_id}/agent")
def agent_card(house_id: int, db: sqlite3.Connection = Depends(store.database)) -> dict[str, Any]:
    """How to reach the agent of a house; 404 where the owner sells without one."""
    house = existing(db, house_id)
    if house["agent_id"] is None:
        raise HTTPException(404, f"house {house_id} has no agent")
    first, _, last = house["agent_name"].partition(" ")
    dial = house["agent_phone"].replace(" ", "") if house["agent_phone"] else None
    return {
        "name": house["agent_name"],
        "initials": (first[:1] + last[:1]).upper(),
        "email": house["agent_email"],
        "dial": dial,
    }


@router.get("/houses/{house_id}/comparables")
def similar(
    house_id: int,
    radius_km: float = Query(default=3.0, gt=0, le=50),
    limit: int = Query(default=5, ge=1, le=25),
    currency: str | None = None,
    db: sqlite3.Connection = Depends(store.database),
) -> Comparables:
    """Sold houses like this one."""
    house = existing(db, house_id)
    target = money.code(currency or house["currency"])
    found = comparables.find(house, store.sold_houses(db, house["district"]), radius_km, limit, target)
    return Comparables(
        house_id=house_id,
        currency=target,
        comparables=found,
        median_price_per_m2=comparables.median_price_per_m2(found),
        weighted_price=comparables.weighted_price(found, house["area_m2"]),
    )


@router.get("/houses/{house_id}/prices")
def price_history(house_id: int, db: sqlite3.Connection = Depends(store.database)) -> dict[str, Any]:
    """How the asking price changed since the house was listed."""
    house = existing(db, house_id)
    changes = store.price_changes(db, house_id)
    first = changes[0]["old_price"] if changes else house["asking_price"]
    return {
        "house_id": house_id,
        "currency": house["currency"],
        "first_price": first,
        "current_price": house["asking_price"],
        "change_percent": round(100 * (house["asking_price"] - first) / first, 2),
        "changes": changes,
    }


@router.post("/houses", status_code=201)
def create(
    body: HouseCreate,
    partner: str = Depends(auth.partner),
    db: sqlite3.Connection = Depends(store.database),
) -> House:
    """Put a house on the market."""
    place = estimation.place_of(body.district)
    _check_agent(db, body.agent_id)
    values = body.model_dump()
    values["district"] = place.code
    values["currency"] = money.code(body.currency)
    if body.listed_at is None:
        values["listed_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    else:
        values["listed_at"] = clock.to_utc(body.listed_at, place.timezone).isoformat()
    return present(existing(db, store.insert_house(db, values)))


@router.patch("/houses/{house_id}")
def change(
    house_id: int,
    body: HouseChange,
    partner: str = Depends(auth.partner),
    db: sqlite3.Connection = Depends(store.database),
) -> House:
    """Change price, status or agent of a listing."""
    house = existing(db, house_id)
    changes = body.model_dump(exclude_unset=True)
    if house["status"] == "sold" and changes.get("asking_price") is not None:
        raise HTTPException(409, f"house {house_id} is sold, its price cannot change")
    _check_agent(db, changes.get("agent_id"))
    changes = {name: value for name, value in changes.items() if value is not None or name == "agent_id"}
    store.change_house(db, house, changes, datetime.now(UTC).isoformat(timespec="seconds"))
    return present(existing(db, house_id))


def _check_agent(db: sqlite3.Connection, agent_id: int | None) -> None:
    if agent_id is not None and not store.agent_exists(db, agent_id):
        raise HTTPException(422, f"unknown agent {agent_id}")


OLDEST_FEED = 3


def look_at_feed(request: Request) -> None:
    """Portals say which version of our feed they were built for; 410 for those that have ended."""
    said = request.headers.get("x-feed-version", "v3")
    try:
        version = int(said.removeprefix("v").partition(".")[0])
    except ValueError as error:
        raise HTTPException(422, f"'{said}' is no version of the feed") from error
    if version < OLDEST_FEED:
        raise HTTPException(410, f"version {version} of the feed has ended")
