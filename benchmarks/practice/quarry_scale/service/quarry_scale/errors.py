"""The one exception that is an answer, and how errors look."""

from flask import Flask, jsonify
from werkzeug.exceptions import HTTPException


class Problem(Exception):
    """An answer other than success: status, a code for programs and a sentence for people."""

    def __init__(self, status: int, code: str, detail: str, fields: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.fields = status, code, detail, fields


def missing(what: str) -> Problem:
    """There is no such thing."""
    return Problem(404, "missing", f"There is no {what}.")


def invalid(fields: dict[str, str]) -> Problem:
    """The input is not right."""
    return Problem(422, "invalid", "Some fields are not right.", fields)


def init_app(app: Flask) -> None:
    """Answer problems, and what Flask itself refuses, in one form."""

    @app.errorhandler(Problem)
    def problem(error: Problem):
        body = {"error": error.code, "detail": error.detail}
        if error.fields:
            body["fields"] = error.fields
        return jsonify(body), error.status

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException):
        code = (error.name or "error").lower().replace(" ", "_")
        return jsonify({"error": code, "detail": error.description}), error.code
