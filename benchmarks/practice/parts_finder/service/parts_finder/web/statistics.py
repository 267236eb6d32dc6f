"""Prices and sales."""

import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from parts_finder import search, stats, store
from parts_finder.responses import answer
from parts_finder.web.parameters import whole


def _sales(request: Request) -> pd.DataFrame:
    parameters = request.query_params
    sales = store.read(request.app.state.settings.data, "sales")
    return stats.selected(sales, parameters.get("category", ""), parameters.get("brand", ""))


async def prices(request: Request) -> JSONResponse:
    hits = search.run(request.app.state.shelf.current(), search.parse(request.query_params))
    return answer({"groups": stats.prices(hits, request.query_params.get("by", "category"))})


async def trend(request: Request) -> JSONResponse:
    zone = stats.zone_named(request.query_params.get("zone", "UTC"))
    by = request.query_params.get("by", "week")
    return answer({"by": by, "buckets": stats.trend(_sales(request), by, zone)})


async def busiest(request: Request) -> JSONResponse:
    zone = stats.zone_named(request.query_params.get("zone", "UTC"))
    return answer({"hours": stats.busiest(_sales(request), zone, whole(request, "limit", 5, 100))})


routes = [
    Route("/stats/prices", prices),
    Route("/stats/trend", trend),
    Route("/stats/busiest", busiest),
]
