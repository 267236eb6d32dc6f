"""The web application."""
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from herbarium import clock
from herbarium.cards import CardCache
from herbarium.db import make_sessions
from herbarium.errors import CatalogueError
from herbarium.index import Index
from herbarium.routes import searching, sheets
from herbarium.settings import Settings, start_sentry


def create_app(settings: Settings | None = None) -> FastAPI:
    """An application with its own index and caches."""
    app = FastAPI(title="Herbarium")
    app.state.settings = settings or Settings.from_env()
    app.state.sessions = make_sessions(app.state.settings.database)
    app.state.index = Index(app.state.sessions)
    app.state.cards = CardCache(app.state.settings.cached_cards)
    app.include_router(searching.router)
    app.include_router(sheets.router)

    @app.exception_handler(CatalogueError)
    def refuse(_request: Request, error: CatalogueError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=error.status)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "now": clock.now().isoformat()}

    @app.post("/index/refresh")
    def refresh() -> dict[str, int]:
        return {"sheets": len(app.state.index.refresh().docs)}

    return app


start_sentry()
app = create_app()
