"""The web application."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from . import monitoring
from .api import counter, public
from .errors import RentalError

def create() -> FastAPI:
    monitoring.start()
    application = FastAPI(title="Ski rental")
    application.include_router(public.router)
    application.include_router(counter.router)

    @application.exception_handler(RentalError)
    def refused(_: Request, error: RentalError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=error.status)

    @application.get("/health")
    def health():
        return {"status": "ok"}

    return application

app = create()
