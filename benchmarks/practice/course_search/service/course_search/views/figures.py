"""Occupancy and bookings."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from course_search import occupancy, params
from course_search.state import state_of


async def course_occupancy(request: Request) -> JSONResponse:
    state = state_of(request)
    catalogue, code = state.programme.catalogue, request.path_params["code"]
    figures = occupancy.of_course(catalogue, code)
    return JSONResponse({**figures, "weeks": occupancy.weekly(catalogue, state.settings.zone, code)})


async def occupancy_by(request: Request) -> JSONResponse:
    programme = state_of(request).programme
    group = params.choice(request.query_params, "by", occupancy.GROUPS, "category")
    groups = await run_in_threadpool(
        programme.cache.get_or_make,
        ("occupancy", group),
        lambda: occupancy.by_group(programme.catalogue, group),
    )
    return JSONResponse({"by": group, "groups": groups})


async def occupancy_summary(request: Request) -> JSONResponse:
    return JSONResponse(await run_in_threadpool(occupancy.summary, state_of(request).programme.catalogue))


async def weekly_bookings(request: Request) -> JSONResponse:
    state = state_of(request)
    last = params.whole(request.query_params, "last", 0, 0, 520)
    weeks = await run_in_threadpool(occupancy.weekly, state.programme.catalogue, state.settings.zone)
    return JSONResponse({"weeks": weeks[-last:] if last else weeks})


routes = [
    Route("/courses/{code}/occupancy", course_occupancy),
    Route("/stats/occupancy", occupancy_by),
    Route("/stats/summary", occupancy_summary),
    Route("/stats/bookings", weekly_bookings),
]
