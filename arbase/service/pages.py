"""Plain pages: the incidents, and one incident with all that the stages found. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, select_autoescape

from arbase.domain.errors import UserError
from arbase.domain.incident import Incident
from arbase.journal import StageView, notes_of, stage_views
from arbase.store.interface import Store

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page_routes(store: Store) -> APIRouter:
    """The routes `/`, `/incidents/<id>` and `/health`."""
    router = APIRouter(dependencies=[Depends(_own_name)])
    environment = Environment(
        loader=PackageLoader("arbase.service"), autoescape=select_autoescape(default=True), trim_blocks=True
    )

    def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(environment.get_template(template).render(**values), status_code=status, headers=HEADERS)

    @router.get("/health")
    def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "inbox": store.inbox_size()})

    @router.get("/")
    def index(request: Request) -> Response:
        incidents = store.incidents(limit=500)
        situations = {one.incident_id: one.situation for one in store.situations()}
        events = sum(found.count for found in incidents)
        return page("index.html", incidents=incidents, events=events, situations=situations)

    @router.get("/incidents/{incident_id}")
    def show(incident_id: str) -> Response:
        try:
            incident = store.incident(incident_id)
        except UserError as error:
            return page("missing.html", status=404, message=str(error))
        if incident is None:
            return page("missing.html", status=404, message=f"There is no incident {incident_id[:40]}.")
        notes = notes_of(store, incident.id)
        return page("incident.html", incident=incident, stages=_views(store, incident), notes=notes)

    return router


def _own_name(request: Request) -> None:
    """Pages answer to our own names only: a stranger's name that resolves to us must not (DNS rebinding)."""
    if request.url.hostname not in LOOPBACK:
        raise HTTPException(421, "the pages of arbase are served on this machine's own names only")


def _views(store: Store, incident: Incident) -> Sequence[StageView]:
    return stage_views(store.stage_results(incident.id))
