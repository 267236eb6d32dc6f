"""Reports for partners."""

from __future__ import annotations

import sqlite3
from typing import Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import PlainTextResponse

from house_price import auth, market, store
from house_price import currency as money

router = APIRouter(prefix="/reports", tags=["reports"], dependencies=[Depends(auth.partner)])


@router.get("/monthly")
def monthly(
    request: Request,
    month: str = Query(description="YYYY-MM"),
    timezone: str = Query(default="UTC"),
    currency: str | None = None,
    db: sqlite3.Connection = Depends(store.database),
) -> dict[str, Any]:
    """New listings and sales of a month."""
    target = money.code(currency or request.app.state.settings.default_currency)
    return market.monthly(db, month, timezone, target)


@router.get("/agents")
def agents(
    request: Request, currency: str | None = None, db: sqlite3.Connection = Depends(store.database)
) -> list[dict[str, Any]]:
    """Agents by sales volume."""
    return market.agents(db, money.code(currency or request.app.state.settings.default_currency))


@router.get("/sales.csv", response_class=PlainTextResponse)
def sales(request: Request, currency: str | None = None, db: sqlite3.Connection = Depends(store.database)) -> str:
    """All sales as CSV."""
    return market.export_sales(db, money.code(currency or request.app.state.settings.default_currency))
