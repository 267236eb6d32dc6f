"""The ASGI application."""
from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from . import monitoring, routes_grid, routes_portal
from .errors import DomainError

monitoring.start(web=True)
app = FastAPI(title="Energy cooperative")
app.include_router(routes_portal.router)
app.include_router(routes_portal.staff)
app.include_router(routes_grid.router)
app.include_router(routes_grid.operator)


@app.exception_handler(DomainError)
async def domain_error(_request: Request, error: DomainError) -> JSONResponse:
    return JSONResponse({"error": error.code, "detail": error.detail}, status_code=error.status)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
