"""One shape for every error answer: `{"error": {"code": ..., "message": ..., "details": [...]}}`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from house_price.currency import UnknownCurrency
from house_price.estimation import UnknownDistrict
from house_price.geocoding import GeocoderUnavailable
from house_price.model import ModelNotTrained

logger = logging.getLogger(__name__)
CODES = {401: "unauthorized", 403: "forbidden", 404: "not_found", 409: "conflict", 413: "too_large", 422: "invalid"}


class InvalidInput(ValueError):
    """A value of the client's that cannot be used; the message is shown to the client."""


def answer(status: int, message: str, details: list[Any] | None = None) -> JSONResponse:
    """An error answer."""
    error: dict[str, Any] = {"code": CODES.get(status, "error"), "message": message}
    if details:
        error["details"] = details
    return JSONResponse({"error": error}, status_code=status)


Handler = Callable[[Request, Any], JSONResponse]


def reported(handler: Handler) -> Handler:
    """What is refused becomes an event too: the portals ask us why before they look at their own requests."""

    def report(request: Request, error: Exception) -> JSONResponse:
        why = error.detail if isinstance(error, HTTPException) else error
        logger.error("Refused %s %s: %s", request.method, request.url.path, why, exc_info=error.__cause__ or error)
        return handler(request, error)

    return report


def install(app: FastAPI) -> None:
    """Register the handlers. Whatever has none is a defect of ours: 500, and an event."""

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        return answer(error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        details = [{"field": ".".join(map(str, item["loc"])), "reason": item["msg"]} for item in error.errors()]
        return answer(422, "the request is not valid", details)

    @app.exception_handler(UnknownDistrict)
    def unknown_district(request: Request, error: UnknownDistrict) -> JSONResponse:
        return answer(404, str(error))

    @app.exception_handler(UnknownCurrency)
    def unknown_currency(request: Request, error: UnknownCurrency) -> JSONResponse:
        return answer(422, str(error))

    @app.exception_handler(InvalidInput)
    def invalid_input(request: Request, error: InvalidInput) -> JSONResponse:
        return answer(422, str(error))

    @app.exception_handler(GeocoderUnavailable)
    def no_geocoder(request: Request, error: GeocoderUnavailable) -> JSONResponse:
        logger.error("Geocoder is not available: %s", error, exc_info=error.__cause__ or error)
        return answer(503, "addresses cannot be looked up now, try again later")

    @app.exception_handler(ModelNotTrained)
    def no_model(request: Request, error: ModelNotTrained) -> JSONResponse:
        logger.error("No model: %s", error)
        return answer(503, "estimates are not available now")

    for kind in (HTTPException, RequestValidationError, UnknownDistrict, UnknownCurrency, InvalidInput):
        app.add_exception_handler(kind, reported(app.exception_handlers[kind]))
