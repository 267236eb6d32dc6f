"""The web application."""
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from meter_watch.config import Config, report_errors
from meter_watch.faults import Fault
from meter_watch.routes import router
from meter_watch.routes import billing
from meter_watch.wiring import Services


async def as_problem(_request: Request, fault: Fault) -> JSONResponse:
    return JSONResponse(fault.as_problem(), status_code=fault.status, media_type="application/problem+json")


def create_app(config: Config | None = None) -> FastAPI:
    """An application with parts of its own; the configuration comes from the environment if none is given."""
    services = Services.assemble(config or Config())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await services.aclose()

    app = FastAPI(title="meter_watch", lifespan=lifespan)
    app.state.services = services
    app.add_exception_handler(Fault, as_problem)
    app.include_router(router)
    app.include_router(billing)
    return app


report_errors()
app = create_app()
