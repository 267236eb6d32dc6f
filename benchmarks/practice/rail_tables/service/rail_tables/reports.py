"""Single reports from the control rooms, which change what was known of a stop at once."""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

import pandas as pd
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from rail_tables import sources, timebase
from rail_tables.faults import Unknown, Unreadable
from rail_tables.merging import Outcome, known_stops, store
from rail_tables.render import answer
from rail_tables.tables import Warehouse


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was sent."""
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise Unreadable("the body is not JSON") from None
    if not isinstance(body, dict):
        raise Unreadable("the body is not an object")
    return body


def read(body: dict[str, Any]) -> dict[str, Any]:
    for name in ("train", "station"):
        if not isinstance(body.get(name), str):
            raise Unreadable(f"{name} is missing", name)
    minutes, cancelled, cause = body.get("minutes"), body.get("cancelled", False), body.get("cause")
    if not isinstance(cancelled, bool):
        raise Unreadable("cancelled is true or false", "cancelled")
    if not cancelled and (not isinstance(minutes, int) or isinstance(minutes, bool)):
        raise Unreadable("minutes is a whole number", "minutes")
    if cause is not None and not isinstance(cause, str):
        raise Unreadable("cause is a text", "cause")
    return {
        "day": timebase.parse_day(body.get("day"), "day").isoformat(),
        "train": body["train"],
        "station": body["station"],
        "minutes": None if cancelled else minutes,
        "cancelled": int(cancelled),
        "cause": cause,
        "reported_at": timebase.stamp(),
    }


def keep(warehouse: Warehouse, row: dict[str, Any]) -> Outcome:
    if not known_stops(pd.DataFrame([row]), warehouse.tables.calls).all():
        raise Unknown(f"train {row['train']} does not stop at {row['station']}", "station")
    outcome = Outcome()
    with sources.database(warehouse.config.db) as db:
        store(db, [row], outcome)
    return outcome


async def report(request: Request):
    row = read(await body_of(request))
    outcome = await run_in_threadpool(keep, request.app.state.warehouse, row)
    return answer({"merged": bool(outcome.merged)}, 201 if outcome.merged else 200)


routes = [Route("/reports", report, methods=["POST"])]
