"""Puts the application together."""

from fastapi import FastAPI

from grant_desk import VERSION, errors
from grant_desk.cache import Cache
from grant_desk.clock import Clock
from grant_desk.services.rates import RateSource, source_of
from grant_desk.settings import Settings
from grant_desk.web import (
    applications,
    attachments,
    calls,
    decisions,
    exports,
    organisations,
    reviews,
    sessions,
    users,
)


def create_app(settings: Settings, rates: RateSource | None = None) -> FastAPI:
    app = FastAPI(title="Grant desk", version=VERSION)
    app.state.settings = settings
    app.state.clock = Clock(settings.now)
    app.state.cache = Cache(app.state.clock)
    app.state.rates = rates or source_of(settings)
    errors.install(app)
    app.include_router(sessions.router)
    app.include_router(users.router)
    app.include_router(calls.router)
    app.include_router(organisations.router)
    app.include_router(applications.router)
    app.include_router(attachments.router)
    app.include_router(reviews.router)
    app.include_router(decisions.router)
    app.include_router(exports.router)
    return app
