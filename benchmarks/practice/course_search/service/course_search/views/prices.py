"""Price history."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from course_search import params, prices
from course_search.state import state_of
from course_search.store import opened


async def price_history(request: Request) -> JSONResponse:
    settings = state_of(request).settings
    code = state_of(request).programme.catalogue.course(request.path_params["code"])["code"]

    def work() -> dict[str, Any]:
        with opened(settings.database) as conn:
            return prices.history(conn, code, settings.today())

    return JSONResponse(await run_in_threadpool(work))


async def price_on_day(request: Request) -> JSONResponse:
    settings = state_of(request).settings
    code = state_of(request).programme.catalogue.course(request.path_params["code"])["code"]
    day = params.day_of(request.path_params["day"], "day")

    def work() -> float | None:
        with opened(settings.database) as conn:
            return prices.price_on(prices.changes(conn, code), day)

    return JSONResponse({"code": code, "day": day.isoformat(), "price": await run_in_threadpool(work)})


routes = [
    Route("/courses/{code}/prices", price_history),
    Route("/courses/{code}/prices/{day}", price_on_day),
]
