"""The ASGI application."""

from __future__ import annotations

from fastapi import FastAPI

from club_members import __version__, monitoring, problems
from club_members.config import Settings
from club_members.database import connect, create_schema
from club_members.routes import accounts, audit, courts, families, members, memberships


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make an application of its own settings; tests make many."""
    settings = settings or Settings.from_environ()
    conn = connect(settings.database)
    create_schema(conn)
    conn.close()
    app = FastAPI(title="TC Steinfeld", version=__version__)
    app.state.settings = settings
    problems.install(app)
    for part in (accounts, members, audit, memberships, families, courts):
        app.include_router(part.router)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    return app


def production() -> FastAPI:
    """For uvicorn: `uvicorn --factory club_members.app:production`."""
    monitoring.start("api")
    return create_app()
