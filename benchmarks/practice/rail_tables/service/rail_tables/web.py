"""The application."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from rail_tables import aggregates, board, export, reports, searching, timebase
from rail_tables.answers import Answers
from rail_tables.config import Config, watch
from rail_tables.faults import Refusal, refuse
from rail_tables.notebook import Notebook
from rail_tables.render import answer
from rail_tables.tables import Warehouse


def health(request: Request):
    tables = request.app.state.warehouse.tables
    return answer({"status": "ok", "revision": tables.revision, "rows": len(tables.observations), "now": timebase.stamp()})


def create_app(config: Config | None = None) -> Starlette:
    """An application with its own tables."""
    routes = [
        Route("/health", health),
        *searching.routes,
        *board.routes,
        *reports.routes,
        *aggregates.routes,
        *export.routes,
    ]
    app = Starlette(routes=routes, exception_handlers={Refusal: refuse})
    app.state.config = config or Config.read()
    app.state.warehouse = Warehouse(app.state.config)
    app.state.answers = Answers(app.state.warehouse, app.state.config.memo)
    app.state.notebook = Notebook(app.state.config.db)
    return app


watch()
app = create_app()
