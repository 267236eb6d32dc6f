"""Refusals, and how they are answered."""

from flask import Flask, jsonify
from flask import render_template, request
from werkzeug.exceptions import HTTPException


class Problem(Exception):
    """Something cannot be done, and the client is told why."""

    status = 422

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Malformed(Problem):
    status = 400


class Unknown(Problem):
    status = 401


class Forbidden(Problem):
    status = 403


class Missing(Problem):
    status = 404


class Conflict(Problem):
    status = 409


def init_app(app: Flask) -> None:
    @app.errorhandler(Problem)
    def refused(problem: Problem):
        return _answer(problem.status, problem.code, problem.message)

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException):
        if error.code is not None and error.code < 400:
            return error
        code = (error.name or "error").lower().replace(" ", "_")
        return _answer(error.code or 500, code, error.description or "")


def _answer(status: int, code: str, message: str):
    if request.path.startswith("/scan/"):
        return jsonify(error=code, message=message), status
    return render_template("problem.html", status=status, message=message), status
