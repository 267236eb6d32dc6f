"""The ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from listing_search import errors, monitoring
from listing_search.cache import Cache
from listing_search.clock import Clock, utc_now
from listing_search.config import Settings
from listing_search.db import Pool, open_database
from listing_search.gate import Gate
from listing_search.index import Index
from listing_search.limits import Limiter
from listing_search.views import health, listings, saved, search
from listing_search.web import Context


def create_app(settings: Settings | None = None, clock: Clock = utc_now) -> Starlette:
    """Builds the application; without settings they come from the environment."""
    settings = settings or Settings.from_env()
    monitoring.start("web")
    open_database(settings.database, settings.busy_timeout).close()
    pool = Pool(settings.database, settings.pool_size, settings.pool_timeout, settings.busy_timeout)
    context = Context(
        settings=settings,
        clock=clock,
        pool=pool,
        index=Index(settings.snapshot),
        cache=Cache(settings.cache_seconds, settings.cache_entries),
        limiter=Limiter(settings.rate_limit),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    app = Starlette(
        routes=[*health.routes, *listings.routes, *search.routes, *saved.routes],
        exception_handlers=errors.HANDLERS,
        middleware=[Middleware(Gate, context=context)],
        lifespan=lifespan,
    )
    app.state.context = context
    return app


app = create_app()
