"""For dealers: their files, and what they have sold."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from parts_finder import accounts, imports
from parts_finder import config, db, sold
from parts_finder.responses import answer


async def upload(request: Request) -> JSONResponse:
    dealer_id = accounts.current_dealer(request)
    kind = "json" if "json" in request.headers.get("content-type", "") else "csv"
    outcome = imports.run(request.app.state.settings, dealer_id, await request.body(), kind)
    return answer(outcome.as_json())


async def sell(request: Request) -> JSONResponse:
    dealer_id = accounts.current_dealer(request)
    part_id = request.path_params["part_id"]
    left = sold.mark_sold(db.of(request), request.app.state.shelf, dealer_id, part_id, config.now())
    return answer({"part_id": part_id, "parts_left": int((left.parts["dealer_id"] == dealer_id).sum())})


routes = [
    Route("/stock", upload, methods=["POST"]),
    Route("/stock/{part_id}/sold", sell, methods=["POST"]),
]
