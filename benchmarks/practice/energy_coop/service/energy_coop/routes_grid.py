"""Web hooks of the grid operator and the public list of outages."""
from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse

from . import grid
from .database import in_session
from .dependencies import require_operator
from .grid_schemas import BatchResult, EventBatch, OutageAnnouncement, OutageOut

router = APIRouter()
operator = APIRouter(prefix="/grid", dependencies=[Depends(require_operator)])


@router.get("/outages", response_model=list[OutageOut])
async def outages(area: str | None = None) -> Any:
    return await in_session(grid.open_outages, area)


@router.get("/outages/{reference}/notice")
async def outage_notice(reference: str) -> PlainTextResponse:
    outage = await in_session(grid.outage_by_reference, reference)
    return PlainTextResponse(grid.notice(outage))


@operator.post("/outages", response_model=OutageOut, status_code=201)
async def announce_outage(message: OutageAnnouncement) -> Any:
    return await in_session(grid.announce, message)


@operator.post("/events", response_model=BatchResult, status_code=202)
async def events(batch: EventBatch) -> BatchResult:
    return await grid.process_batch(batch.events)
