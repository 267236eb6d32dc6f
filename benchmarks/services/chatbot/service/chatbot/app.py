"""The application."""

from __future__ import annotations

from fastapi import Depends, FastAPI

from chatbot import __version__, clients, errors, telemetry
from chatbot.routes import conversations, export, feedback, me, messages, search, statistics, templates
from chatbot.services import build
from chatbot.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; `settings` default to the environment."""
    telemetry.start()
    app = FastAPI(title="Chat assistant", version=__version__, dependencies=[Depends(clients.look_at)])
    app.state.services = build(settings or Settings.from_env())
    errors.install(app)
    app.include_router(me.router)
    app.include_router(conversations.router)
    app.include_router(templates.router)
    app.include_router(messages.router)
    app.include_router(feedback.router)
    app.include_router(statistics.router)
    app.include_router(export.router)
    app.include_router(search.router)

    @app.get("/drill", include_in_schema=False)
    async def drill() -> None:
        raise errors.Drill("on-call tests that alerts arrive")

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    return app


app = create_app()
