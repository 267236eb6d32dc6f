"""Files to take away."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from course_search import search
from course_search.exports import as_calendar, as_csv
from course_search.search import Wish
from course_search.state import state_of


async def export_csv(request: Request) -> Response:
    """All that fits, not only a page of it."""
    state = state_of(request)
    wish = Wish.read(request.query_params, state.settings)
    found = await run_in_threadpool(search.find, state.programme, wish)
    name = f"courses-{state.settings.today():%Y%m%d}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(state.programme.catalogue, found.codes), media_type="text/csv", headers=headers)


async def export_calendar(request: Request) -> Response:
    state = state_of(request)
    text = as_calendar(state.programme.catalogue, request.path_params["code"], state.settings.zone)
    return Response(text, media_type="text/calendar")


routes = [
    Route("/export.csv", export_csv),
    Route("/courses/{code}/calendar.ics", export_calendar),
]
