"""The ASGI application."""
import asyncio
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.routing import Route

from . import config, monitoring
from .api import imports, points, reports, samples
from .errors import ApiError, answer_error
from .lab import Lab, keep_fresh, lab_of
from .responses import LabJSON


async def health(request):
    return LabJSON({"status": "ok"})


async def refresh(request):
    """For the operators: what else changed the database becomes visible."""
    return LabJSON({"renewed": await lab_of(request).refresh()})


ROUTES = [
    Route("/health", health),
    Route("/refresh", refresh, methods=["POST"]),
    Route("/points", points.listing),
    Route("/points/{code}", points.detail),
    Route("/points/{code}/series", points.series),
    Route("/points/{code}/trend", points.trend),
    Route("/points/{code}/logger", points.logger),
    Route("/compare", points.compare),
    Route("/samples", samples.listing),
    Route("/samples/{id:int}", samples.Sample),
    Route("/alerts", samples.alerts),
    Route("/imports", imports.instrument, methods=["POST"]),
    Route("/imports/logger/{code}", imports.logger, methods=["POST"]),
    Route("/reports/weekly/{week}", reports.weekly),
]


@asynccontextmanager
async def lifespan(app: Starlette):
    lab = app.state.lab
    task = asyncio.create_task(keep_fresh(lab)) if lab.settings.refresh_seconds else None
    yield
    if task:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def create_app(settings: config.Settings | None = None) -> Starlette:
    app = Starlette(routes=ROUTES, exception_handlers={ApiError: answer_error}, lifespan=lifespan)
    app.state.lab = Lab(settings or config.load())
    return app


monitoring.start("web")
app = create_app()
