"""The application."""

from __future__ import annotations

from fastapi import Depends, FastAPI

from house_price import __version__, errors, telemetry
from house_price.routes import addresses, districts, estimates, houses, imports, mortgage, reports, viewings
from house_price.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; `settings` default to the environment."""
    telemetry.start()
    app = FastAPI(title="House prices", version=__version__)
    app.state.settings = settings or Settings.from_env()
    app.state.http = None
    errors.install(app)
    app.include_router(estimates.router)
    app.include_router(houses.router, dependencies=[Depends(houses.look_at_feed)])
    app.include_router(addresses.router)
    app.include_router(districts.router)
    app.include_router(reports.router)
    app.include_router(imports.router)
    app.include_router(mortgage.router)
    app.include_router(viewings.router)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    return app


app = create_app()
