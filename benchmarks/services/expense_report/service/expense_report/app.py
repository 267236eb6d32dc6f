"""The WSGI application."""

from __future__ import annotations

from flask import Flask

from expense_report import errors, monitoring, web
from expense_report.clock import Clock, utc_now
from expense_report.config import Settings
from expense_report.serialise import ApiJson
from expense_report.views import (
    decisions,
    delegations,
    employees,
    exports,
    health,
    items,
    rates,
    receipts,
    reports,
    summaries,
)

BLUEPRINTS = (
    health.blueprint,
    employees.blueprint,
    rates.blueprint,
    reports.blueprint,
    items.blueprint,
    receipts.blueprint,
    exports.blueprint,
    summaries.blueprint,
    decisions.blueprint,
    delegations.blueprint,
)


def create_app(settings: Settings | None = None, clock: Clock = utc_now) -> Flask:
    """Builds the application; without settings they come from the environment."""
    settings = settings or Settings.from_env()
    monitoring.start("web")
    app = Flask("expense_report")
    app.json = ApiJson(app)
    app.config.update(SETTINGS=settings, CLOCK=clock, MAX_CONTENT_LENGTH=settings.upload_limit)
    errors.register(app)
    web.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


app = create_app()
