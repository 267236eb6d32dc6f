"""The ASGI application: uvicorn parts_finder.app:app"""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from parts_finder import config, errors
from parts_finder import db
from parts_finder.catalogue import Shelf
from parts_finder.web import catalogue
from parts_finder.web import keep
from parts_finder.web import statistics
from parts_finder.web import stock


async def health(request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def create_app(settings: config.Settings | None = None) -> Starlette:
    config.init_sentry()
    routes = [Route("/health", health)]
    for area in (catalogue, keep, statistics, stock):
        routes += area.routes
    app = Starlette(
        routes=routes,
        middleware=[Middleware(db.ClosesConnection)],
        exception_handlers={errors.PartsError: errors.answer_parts_error},
    )
    app.state.settings = settings or config.load_settings()
    app.state.shelf = Shelf(app.state.settings)
    return app


app = create_app()
