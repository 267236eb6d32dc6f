"""Puts the application together."""
from __future__ import annotations

from flask import Flask, jsonify

from print_shop import db, errors, observability, wire
from print_shop.catalog import Catalog
from print_shop.config import Settings
from print_shop.web import blueprints


def create_app(settings: Settings | None = None) -> Flask:
    observability.start()
    settings = settings or Settings.from_environment()
    app = Flask("print_shop")
    app.json = wire.ShopJSON(app)
    app.config["SHOP"] = settings
    app.config["MAX_CONTENT_LENGTH"] = 25_000_000
    app.extensions["catalog"] = Catalog()
    db.connect(settings.database)
    errors.install(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)

    @app.get("/health")
    def health():
        return jsonify(ok=True)

    @app.teardown_appcontext
    def close(error):
        db.Session.remove()

    return app
