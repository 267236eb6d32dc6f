"""The weighbridge of a quarry."""

import os

from flask import Flask

from quarry_scale import db, errors
from quarry_scale.web.answers import QuarryJSON
from quarry_scale.web.customers import customers
from quarry_scale.web.exports import exports
from quarry_scale.web.invoices import invoices
from quarry_scale.web.reports import reports
from quarry_scale.web.sessions import sessions
from quarry_scale.web.tickets import tickets


def create_app(settings: dict | None = None) -> Flask:
    """The application; `settings` override those of the environment."""
    app = Flask(__name__)
    app.config["DATABASE"] = os.environ.get("QUARRY_DB", "var/quarry.sqlite3")
    app.config["SESSION_HOURS"] = 12
    app.config["VAT_PERCENT"] = 20
    app.config.update(settings or {})
    app.json = QuarryJSON(app)
    db.init_app(app)
    errors.init_app(app)
    app.register_blueprint(sessions)
    app.register_blueprint(tickets)
    app.register_blueprint(customers)
    app.register_blueprint(invoices)
    app.register_blueprint(exports)
    app.register_blueprint(reports)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    return app
