"""Health, single courses, search, facets, suggestions, similar courses."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from course_search import params, search
from course_search.facets import facets
from course_search.search import Wish
from course_search.state import state_of


async def health(request: Request) -> JSONResponse:
    programme = state_of(request).programme
    return JSONResponse(
        {"ok": True, "courses": len(programme.catalogue.courses), "cached": len(programme.cache)}
    )


async def show_course(request: Request) -> JSONResponse:
    return JSONResponse(state_of(request).programme.catalogue.full(request.path_params["code"]))


async def search_courses(request: Request) -> JSONResponse:
    state = state_of(request)
    programme = state.programme
    wish = Wish.read(request.query_params, state.settings)
    answer = await run_in_threadpool(
        programme.cache.get_or_make, ("search", wish), lambda: search.page(programme, wish)
    )
    return JSONResponse(answer)


async def show_facets(request: Request) -> JSONResponse:
    state = state_of(request)
    programme = state.programme
    wish = Wish.read(request.query_params, state.settings)
    return JSONResponse(
        await run_in_threadpool(
            programme.cache.get_or_make, ("facets", wish), lambda: facets(programme, wish)
        )
    )


async def suggest(request: Request) -> JSONResponse:
    prefix = request.query_params.get("prefix", "")
    count = params.whole(request.query_params, "count", 8, 1, 20)
    return JSONResponse({"words": state_of(request).programme.index.complete(prefix, count)})


async def similar_courses(request: Request) -> JSONResponse:
    programme = state_of(request).programme
    count = params.whole(request.query_params, "count", 5, 1, 20)
    near = await run_in_threadpool(programme.neighbours.like, request.path_params["code"], count)
    return JSONResponse(
        {"items": [{**programme.catalogue.brief(code), "likeness": likeness} for code, likeness in near]}
    )


async def reload(request: Request) -> JSONResponse:
    """After an import: the new programme is served from now on."""
    programme = await run_in_threadpool(state_of(request).reload)
    return JSONResponse({"courses": len(programme.catalogue.courses)})


routes = [
    Route("/health", health),
    Route("/courses", search_courses),
    Route("/courses/{code}", show_course),
    Route("/courses/{code}/similar", similar_courses),
    Route("/facets", show_facets),
    Route("/suggest", suggest),
    Route("/reload", reload, methods=["POST"]),
]
