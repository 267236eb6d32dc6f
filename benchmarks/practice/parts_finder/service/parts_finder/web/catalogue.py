"""Search and dealers."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parts_finder import dealers, paging, search
from parts_finder import geo
from parts_finder import compare, exports
from parts_finder.errors import PartsError
from parts_finder.responses import answer, records
from parts_finder.web.parameters import whole


async def find(request: Request) -> JSONResponse:
    settings = request.app.state.settings
    wanted = search.parse(request.query_params)
    sort = paging.sort_named(request.query_params.get("sort", "relevance"))
    limit = whole(request, "limit", settings.page_size, settings.largest_page)
    if sort.name == "nearest" and wanted.near is None:
        raise PartsError("nearest needs near")
    hits = search.run(request.app.state.shelf.current(), wanted)
    rows, following = paging.page(hits, sort, limit, request.query_params.get("after"))
    return answer({
        "total": len(hits),
        "facets": search.facets(hits),
        "parts": records(search.shown(rows, wanted)),
        "next": following,
    })


async def show_dealer(request: Request) -> JSONResponse:
    return answer(dealers.detail(request.app.state.shelf.current(), request.path_params["dealer_id"]))


async def near_dealers(request: Request) -> JSONResponse:
    origin = geo.parse_point(request.query_params.get("near", ""))
    most = whole(request, "limit", 5, 50)
    return answer({"dealers": geo.nearest(request.app.state.shelf.current().dealers, origin, most)})


async def show_part(request: Request) -> JSONResponse:
    return answer(compare.detail(request.app.state.shelf.current(), request.path_params["part_id"]))


async def compare_parts(request: Request) -> JSONResponse:
    typed = request.query_params.get("ids", "")
    part_ids = [one.strip() for one in typed.split(",") if one.strip()]
    return answer(compare.compare(request.app.state.shelf.current(), part_ids))


async def export_hits(request: Request) -> Response:
    form = request.query_params.get("form", "csv")
    media_type = exports.media_type(form)
    catalogue = request.app.state.shelf.current()
    hits = search.run(catalogue, search.parse(request.query_params))
    body = await run_in_threadpool(exports.render, catalogue, hits.sort_values("part_id"), form)
    return Response(body, media_type=media_type)


routes = [
    Route("/search", find),
    Route("/dealers", near_dealers),
    Route("/dealers/{dealer_id}", show_dealer),
    Route("/parts/{part_id}", show_part),
    Route("/compare", compare_parts),
    Route("/export", export_hits),
]
