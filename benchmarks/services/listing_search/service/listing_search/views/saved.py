"""Saved searches of the user who asks, and his events."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from listing_search import events, saved, web
from listing_search.db import transaction
from listing_search.saved import SavedSearchChange, SavedSearchIn, saved_json
from listing_search.web import context


def listed(request: Request) -> JSONResponse:
    with context(request).pool.connection() as conn:
        user = web.known_user(request, conn)
        found = saved.of_user(conn, user.id)
    return JSONResponse({"saved": [saved_json(search) for search in found]})


async def create(request: Request) -> JSONResponse:
    ctx = context(request)
    wanted = await web.body(request, SavedSearchIn)

    def store() -> JSONResponse:
        with ctx.pool.connection() as conn:
            user = web.known_user(request, conn)
            with transaction(conn):
                made = saved.create(conn, user.id, wanted, ctx.clock())
        return JSONResponse(saved_json(made), 201)

    return await run_in_threadpool(store)


async def change(request: Request) -> JSONResponse:
    ctx = context(request)
    wanted = await web.body(request, SavedSearchChange)

    def store() -> JSONResponse:
        with ctx.pool.connection() as conn:
            user = web.known_user(request, conn)
            with transaction(conn):
                changed = saved.change(conn, user.id, request.path_params["saved_id"], wanted)
        return JSONResponse(saved_json(changed))

    return await run_in_threadpool(store)


def remove(request: Request) -> Response:
    with context(request).pool.connection() as conn:
        user = web.known_user(request, conn)
        saved.remove(conn, user.id, request.path_params["saved_id"])
    return Response(status_code=204)


async def track(request: Request) -> JSONResponse:
    """Events of an app; strangers send some too."""
    ctx = context(request)
    batch = await web.body(request, events.Batch)

    def store() -> JSONResponse:
        with ctx.pool.connection() as conn:
            user = web.user(request, conn)
            done = events.store(conn, ctx.settings, batch, user.id if user else None)
        return JSONResponse(done, 202)

    return await run_in_threadpool(store)


routes = [
    Route("/saved", listed),
    Route("/saved", create, methods=["POST"]),
    Route("/saved/{saved_id:int}", change, methods=["PATCH"]),
    Route("/saved/{saved_id:int}", remove, methods=["DELETE"]),
    Route("/events", track, methods=["POST"]),
]
