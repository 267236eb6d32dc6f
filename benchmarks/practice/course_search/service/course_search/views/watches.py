"""Watches."""

from json import JSONDecodeError

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course_search import watches
from course_search.problems import BadField
from course_search.state import state_of
from course_search.store import opened


async def add_watch(request: Request) -> JSONResponse:
    state = state_of(request)
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise BadField("", "The body is no JSON.") from None
    email, pairs = watches.read_body(body, state.settings)
    seen = await run_in_threadpool(watches.fits, state.programme, pairs, state.settings)
    with opened(state.settings.database) as conn:
        number = watches.add(conn, email, pairs, seen, state.settings.today())
        return JSONResponse(watches.shown(watches.get(conn, number)), status_code=201)


async def show_watch(request: Request) -> JSONResponse:
    with opened(state_of(request).settings.database) as conn:
        return JSONResponse(watches.shown(watches.get(conn, request.path_params["number"])))


async def remove_watch(request: Request) -> Response:
    with opened(state_of(request).settings.database) as conn:
        watches.get(conn, request.path_params["number"])
        conn.execute("DELETE FROM watches WHERE id = ?", (request.path_params["number"],))
    return Response(status_code=204)


routes = [
    Route("/watches", add_watch, methods=["POST"]),
    Route("/watches/{number:int}", show_watch, methods=["GET"]),
    Route("/watches/{number:int}", remove_watch, methods=["DELETE"]),
]
