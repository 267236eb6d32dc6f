"""The web application."""
from flask import Flask, Response, jsonify

from . import accounts, db
from .errors import Problem
from .views import api


def create_app() -> Flask:
    app = Flask(__name__)
    app.json.sort_keys = False
    app.register_blueprint(api)
    app.before_request(accounts.recognise)
    app.register_error_handler(Problem, _told)
    app.register_error_handler(404, lambda error: (jsonify(error="unknown", detail="there is no such page"), 404))
    app.teardown_request(lambda error: db.close_session())
    return app


def _told(problem: Problem) -> tuple[Response, int]:
    db.session().rollback()
    return jsonify(error=problem.code, detail=problem.detail), problem.status
