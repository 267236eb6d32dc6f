"""What may go wrong on purpose, and how the web says it."""
from __future__ import annotations

from flask import Flask, jsonify
from werkzeug.exceptions import HTTPException


class ShopError(Exception):
    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(ShopError):
    """We cannot read it or it makes no sense."""


class NotStaff(ShopError):
    status = 401


class Forbidden(ShopError):
    status = 403


class Unknown(ShopError):
    status = 404


class WrongState(ShopError):
    status = 409


class Unprintable(ShopError):
    status = 422


def install(app: Flask) -> None:
    @app.errorhandler(ShopError)
    def shop_error(error: ShopError):
        return jsonify(error=error.message), error.status

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException):
        return jsonify(error=error.name), error.code
