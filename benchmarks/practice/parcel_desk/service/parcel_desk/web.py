"""The web application."""

from flask import Flask, jsonify

from parcel_desk import problems, store, telemetry
from parcel_desk.routes import (
    counter,
    customs,
    figures,
    parcels,
    quotes,
    webhooks,
)


def create_app() -> Flask:
    telemetry.start("web")
    app = Flask("parcel_desk")
    problems.install(app)
    store.install(app)
    app.register_blueprint(parcels.blueprint)
    app.register_blueprint(quotes.blueprint)
    app.register_blueprint(webhooks.blueprint)
    app.register_blueprint(counter.blueprint)
    app.register_blueprint(customs.blueprint)
    app.register_blueprint(figures.blueprint)

    @app.get("/health")
    def health():
        return jsonify(ok=True)

    return app
