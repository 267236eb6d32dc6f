"""For the monitoring."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from listing_search import __version__
from listing_search.clock import to_db
from listing_search.web import context


def health(request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok", "version": __version__})


def status(request: Request) -> JSONResponse:
    """How old the index is, and how well the cache works."""
    ctx = context(request)
    shown: dict[str, Any] = {"cache": ctx.cache.statistics()}
    built_at = ctx.index.built_at()
    shown["index"] = {
        "built_at": to_db(built_at) if built_at else None,
        "age_seconds": int((ctx.clock() - built_at).total_seconds()) if built_at else None,
    }
    shown["uptime_seconds"] = int((ctx.clock() - ctx.started_at).total_seconds())
    return JSONResponse(shown)


routes = [
    Route("/health", health),
    Route("/status", status),
]
