"""The routes of delays, rankings and saved searches."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rail_tables import cursors, questions, ranking, select
from rail_tables.answers import narrowed
from rail_tables.export import columns_of, sheet
from rail_tables.faults import Unreadable
from rail_tables.questions import CHOICES, Question, one_of, whole
from rail_tables.render import answer, plain, records
from rail_tables.reports import body_of

ITEM = ["key", "day", "train", "line", "operator", "station", "station_name", "planned", "minutes", "cancelled", "cause"]


def facet_names(request: Request) -> list[str]:
    text = request.query_params.get("facets", ",".join(CHOICES))
    return [] if text == "none" else [one_of(name.strip(), CHOICES, "facets") for name in text.split(",")]


def page_of(request: Request, question: Question) -> dict[str, Any]:
    """One page of what a question finds."""
    params, config = request.query_params, request.app.state.config
    limit = whole(params.get("limit", str(config.page)), "limit", 1, config.largest_page)
    order = one_of(params.get("sort", "newest"), cursors.ORDERS, "sort")
    names = facet_names(request)
    result = narrowed(request.app.state.answers.to(question, order), names)
    rows, following = cursors.page(result["rows"], order, limit, params.get("cursor"))
    return {
        "total": result["total"],
        "items": records(rows, ITEM),
        "next": following,
        "facets": [{"name": name, "values": result["facets"][name]} for name in names],
    }


def delays(request: Request):
    return answer(page_of(request, questions.from_params(request.query_params)))


def stations(request: Request):
    """The stations, by name."""
    frame = request.app.state.warehouse.tables.stations
    wanted = select.fold(request.query_params.get("text", ""))
    frame = frame[frame["name"].map(select.fold).str.contains(wanted, regex=False)]
    frame = frame.sort_values("name", key=lambda names: names.map(select.fold))
    return answer({"items": records(frame, ["code", "name", "country", "zone", "platforms"])})


def operators(request: Request):
    frame = request.app.state.warehouse.tables.operators.sort_index()
    return answer({"items": [{name: plain(value) for name, value in row.items()} for row in frame.to_dict("records")]})


def rankings(request: Request):
    params = request.query_params
    unit = one_of(request.path_params["unit"], ranking.UNITS, "unit")
    by = one_of(params.get("by", "punctuality"), ranking.MEASURES, "by")
    minimum = whole(params.get("minimum", "1"), "minimum", 1)
    frame = request.app.state.warehouse.tables.observations
    rows = select.matching(frame, questions.from_params(params))
    return answer({"unit": unit, "by": by, "items": ranking.rank(rows, unit, by, minimum)})


def read_search(body: dict[str, Any]) -> dict[str, Any]:
    """The parts of a search that are in the body, checked."""
    found: dict[str, Any] = {}
    if "name" in body:
        if not isinstance(body["name"], str) or not body["name"].strip():
            raise Unreadable("a search has a name", "name")
        found["name"] = body["name"].strip()
    if "question" in body:
        found["question"] = questions.from_body(body["question"]).stored()
    if "base" in body:
        if body["base"] is not None and type(body["base"]) is not int:
            raise Unreadable("base is the number of a search", "base")
        found["base"] = body["base"]
    return found


async def save_search(request: Request):
    found = read_search(await body_of(request))
    if "name" not in found:
        raise Unreadable("a search has a name", "name")
    question = questions.from_body(found.get("question", {}))
    notebook = request.app.state.notebook
    made = await run_in_threadpool(notebook.create, found["name"], question, found.get("base"))
    return answer(made, 201)


async def change_search(request: Request):
    found = read_search(await body_of(request))
    notebook = request.app.state.notebook
    return answer(await run_in_threadpool(notebook.change, request.path_params["number"], found))


def searches(request: Request):
    return answer({"items": request.app.state.notebook.all()})


def search(request: Request):
    return answer(request.app.state.notebook.get(request.path_params["number"]))


def forget_search(request: Request):
    request.app.state.notebook.delete(request.path_params["number"])
    return Response(status_code=204)


def run_search(request: Request):
    """The saved question, asked now; order and page come from the address."""
    number, notebook = request.path_params["number"], request.app.state.notebook
    found = page_of(request, notebook.resolve(number))
    notebook.count(number)
    return answer({"search": number, **found})


def export_search(request: Request):
    number, notebook = request.path_params["number"], request.app.state.notebook
    order = one_of(request.query_params.get("sort", "newest"), cursors.ORDERS, "sort")
    result = request.app.state.answers.to(notebook.resolve(number), order)
    return sheet(result["rows"], columns_of(request), notebook.get(number)["name"])


routes = [
    Route("/delays", delays),
    Route("/stations", stations),
    Route("/operators", operators),
    Route("/rankings/{unit}", rankings),
    Route("/searches", searches),
    Route("/searches", save_search, methods=["POST"]),
    Route("/searches/{number:int}", search),
    Route("/searches/{number:int}", change_search, methods=["PATCH"]),
    Route("/searches/{number:int}", forget_search, methods=["DELETE"]),
    Route("/searches/{number:int}/run", run_search),
    Route("/searches/{number:int}/export.csv", export_search),
]
