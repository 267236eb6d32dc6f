"""Statistics for administrators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from chatbot import statistics
from chatbot.errors import InvalidInput
from chatbot.services import Services, admin, services

router = APIRouter(prefix="/statistics", dependencies=[Depends(admin)])
Own = Annotated[Services, Depends(services)]


@router.get("/usage")
async def usage(own: Own, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    until = until or own.now().date()
    since = since or until - timedelta(days=6)
    if since > until:
        raise InvalidInput("since is after until")
    days = await statistics.daily(own.db, since, until)
    return {
        "since": since,
        "until": until,
        "days": days,
        "messages": sum(day["messages"] for day in days),
        "busiest": max(days, key=lambda day: day["messages"])["day"] if days else None,
    }


@router.get("/feedback")
async def feedback(own: Own) -> dict[str, Any]:
    return await statistics.feedback(own.db)


@router.get("/latency")
async def latency(own: Own, language: str | None = None) -> dict[str, Any]:
    return await statistics.latency(own.db, language)


@router.get("/tools")
async def tools(own: Own) -> dict[str, Any]:
    return {"tools": await statistics.tools(own.db)}
