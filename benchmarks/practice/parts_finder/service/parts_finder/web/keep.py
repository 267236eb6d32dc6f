"""What users keep: lists, saved searches, notices."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parts_finder import accounts, db, lists
from parts_finder import exports
from parts_finder import config, notices
from parts_finder.errors import PartsError
from parts_finder.responses import answer
from parts_finder.web.parameters import body_object


async def show_lists(request: Request) -> JSONResponse:
    user = accounts.current(request)
    return answer({"lists": lists.all_of(db.of(request), user)})


async def create_list(request: Request) -> JSONResponse:
    user = accounts.current(request)
    name = str((await body_object(request)).get("name", ""))
    return answer({"id": lists.create(db.of(request), user, name)}, status=201)


async def show_list(request: Request) -> JSONResponse:
    user = accounts.current(request)
    list_id = request.path_params["list_id"]
    part_ids = lists.part_ids(db.of(request), user, list_id)
    return answer({"id": list_id, "part_ids": part_ids})


async def add_to_list(request: Request) -> Response:
    user = accounts.current(request)
    part = request.app.state.shelf.current().part(request.path_params["part_id"])
    lists.add(db.of(request), user, request.path_params["list_id"], part["part_id"])
    return Response(status_code=204)


async def remove_from_list(request: Request) -> Response:
    user = accounts.current(request)
    lists.remove(db.of(request), user, request.path_params["list_id"], request.path_params["part_id"])
    return Response(status_code=204)


async def export_list(request: Request) -> Response:
    user = accounts.current(request)
    form = request.query_params.get("form", "csv")
    media_type = exports.media_type(form)
    catalogue = request.app.state.shelf.current()
    part_ids = lists.part_ids(db.of(request), user, request.path_params["list_id"])
    parts = exports.in_order(catalogue, part_ids)
    body = await run_in_threadpool(exports.render, catalogue, parts, form)
    return Response(body, media_type=media_type)


async def show_searches(request: Request) -> JSONResponse:
    user = accounts.current(request)
    return answer({"searches": notices.saved_by(db.of(request), user)})


async def save_search(request: Request) -> JSONResponse:
    user = accounts.current(request)
    body = await body_object(request)
    parameters = body.get("parameters", {})
    if not isinstance(parameters, dict):
        raise PartsError("parameters is not an object")
    search_id = notices.save(db.of(request), user, str(body.get("name", "")), parameters, config.now())
    return answer({"id": search_id}, status=201)


async def forget_search(request: Request) -> Response:
    user = accounts.current(request)
    notices.forget(db.of(request), user, request.path_params["search_id"])
    return Response(status_code=204)


async def show_notices(request: Request) -> JSONResponse:
    user = accounts.current(request)
    return answer({"notices": notices.unread(db.of(request), user)})


async def read_notices(request: Request) -> JSONResponse:
    user = accounts.current(request)
    return answer({"read": notices.read_all(db.of(request), user, config.now())})


routes = [
    Route("/lists", show_lists),
    Route("/lists", create_list, methods=["POST"]),
    Route("/lists/{list_id:int}", show_list),
    Route("/lists/{list_id:int}/export", export_list),
    Route("/lists/{list_id:int}/parts/{part_id}", add_to_list, methods=["PUT"]),
    Route("/lists/{list_id:int}/parts/{part_id}", remove_from_list, methods=["DELETE"]),
    Route("/searches", show_searches),
    Route("/searches", save_search, methods=["POST"]),
    Route("/searches/{search_id:int}", forget_search, methods=["DELETE"]),
    Route("/notices", show_notices),
    Route("/notices/read", read_notices, methods=["POST"]),
]
