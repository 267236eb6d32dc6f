"""Plumbing of the JSON interface: endpoints, refusals, bodies, pages."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views import View


class Problem(Exception):
    """A refusal that the caller is told of. Everything else that is raised is our own fault."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.document = {"error": {"code": code, "message": message, **more}}

    def response(self) -> JsonResponse:
        return JsonResponse(self.document, status=self.status)


def unknown(what: str) -> Problem:
    return Problem(404, "unknown", f"There is no such {what}.")


def conflict(code: str, message: str) -> Problem:
    return Problem(409, code, message)


class ProblemMiddleware:
    """Answers with the problem that a view raised."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return error.response() if isinstance(error, Problem) else None


class Endpoint(View):
    """A JSON view. Handlers give data, `(status, data)` or a finished response."""

    scopes: dict[str, str] = {}  # method (lower case) -> scope that the caller's token needs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = self.scopes.get(request.method.lower())
        if needed and not request.caller.known:
            raise Problem(401, "no-token", "Send a token, or sign in.")
        if needed and not request.caller.may(needed):
            raise Problem(403, "scope", f"This needs the scope {needed}.")
        answer = super().dispatch(request, *args, **kwargs)
        if isinstance(answer, HttpResponseBase):
            return answer
        status, data = answer if isinstance(answer, tuple) else (200, answer)
        return JsonResponse(data, status=status)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return Problem(405, "method", f"{request.method} is not possible here.").response()


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent."""
    try:
        sent = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Problem(400, "no-json", "The body is not JSON.") from error
    if not isinstance(sent, dict):
        raise Problem(400, "no-object", "The body must be a JSON object.")
    return sent


def vetted(form: forms.BaseForm) -> dict[str, Any]:
    """The clean values of a form, or a problem that names its fields."""
    if form.is_valid():
        return form.cleaned_data
    raise Problem(422, "invalid", "Some fields cannot be used.", fields=dict(form.errors))


def page_of(request: HttpRequest, rows: Any, show) -> dict[str, Any]:
    """One page of rows; a page beyond the end is the last one."""
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "items": [show(row) for row in page],
    }


class Up(Endpoint):
    """Answers the load balancer."""

    def get(self, request):
        return {"up": True}


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def not_found(request, exception=None):
    return unknown("address").response() if _is_api(request) else render(request, "404.html", status=404)


def broken(request):
    if _is_api(request):
        return Problem(500, "broken", "Something broke here. We have been told.").response()
    return HttpResponse("Something broke here. We have been told.", status=500, content_type="text/plain")
