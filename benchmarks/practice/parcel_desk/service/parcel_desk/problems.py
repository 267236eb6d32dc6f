"""Answers that are no success. Everything that is not a `Problem` is a defect of ours and ends as 500."""

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException


class Problem(Exception):
    """An answer to the client: a status, a slug for programs, a sentence for people."""

    def __init__(self, status: int, slug: str, detail: str) -> None:
        super().__init__(f"{slug}: {detail}")
        self.status, self.slug, self.detail = status, slug, detail


def missing(what: str, key: object) -> Problem:
    return Problem(404, "missing", f"There is no {what} {key}.")


def unusable(field: str, why: str) -> Problem:
    return Problem(422, "unusable", f"{field}: {why}")


def conflict(slug: str, why: str) -> Problem:
    return Problem(409, slug, why)


def install(app: Flask) -> None:
    @app.errorhandler(Problem)
    def answer(problem: Problem) -> tuple[Response, int]:
        return jsonify(problem=problem.slug, detail=problem.detail), problem.status

    @app.errorhandler(HTTPException)
    def framework(error: HTTPException) -> tuple[Response, int]:
        slug = (error.name or "error").lower().replace(" ", "_")
        return jsonify(problem=slug, detail=error.description), error.code or 500
