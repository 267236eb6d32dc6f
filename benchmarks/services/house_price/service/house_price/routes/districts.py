"""Districts and their figures."""

from __future__ import annotations

import sqlite3
from typing import Any

from fastapi import APIRouter, Depends, Query

from house_price import currency as money
from house_price import estimation, market, store, synthetic

router = APIRouter(tags=["districts"])


@router.get("/districts")
def districts() -> list[dict[str, str]]:
    """All districts."""
    return [
        {"code": place.code, "name": place.name, "timezone": place.timezone, "currency": place.currency}
        for place in synthetic.DISTRICTS
    ]


@router.get("/districts/{code}/summary")
def summary(code: str, currency: str | None = None, db: sqlite3.Connection = Depends(store.database)) -> dict[str, Any]:
    """Prices of the sold houses of a district."""
    place = estimation.place_of(code)
    return market.district_summary(db, place.code, money.code(currency or place.currency))


@router.get("/districts/{code}/bands")
def bands(
    code: str,
    count: int = Query(default=5, ge=1, le=20),
    currency: str | None = None,
    db: sqlite3.Connection = Depends(store.database),
) -> dict[str, Any]:
    """How the sales of a district spread over price bands."""
    place = estimation.place_of(code)
    target = money.code(currency or place.currency)
    return {"district": place.code, "currency": target, "bands": market.price_bands(db, place.code, target, count)}
