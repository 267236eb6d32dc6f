"""Plumbing of the JSON interface: endpoints, problems, bodies and pages."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views import View


class Problem(Exception):
    """A refusal that the caller is told about; everything else that is raised is our fault."""

    def __init__(self, status: int, code: str, detail: str, **extra: Any) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.document = {"code": code, "detail": detail, **extra}

    def response(self) -> JsonResponse:
        return JsonResponse(self.document, status=self.status, content_type="application/problem+json")


def missing(what: str) -> Problem:
    return Problem(404, "unknown", f"There is no {what}.")


def conflict(code: str, detail: str) -> Problem:
    return Problem(409, code, detail)


class ProblemMiddleware:
    """Turns problems into answers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        return error.response() if isinstance(error, Problem) else None


class Endpoint(View):
    """A view whose handlers give plain data: `data`, or `(status, data)`, or a finished response."""

    audience = "public"  # or "member", or "desk"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.admit(request)
        answer = super().dispatch(request, *args, **kwargs)
        if isinstance(answer, HttpResponseBase):
            return answer
        status, data = answer if isinstance(answer, tuple) else (200, answer)
        return JsonResponse(data, status=status, safe=False)

    def admit(self, request: HttpRequest) -> None:
        """Refuse who may not be here."""
        if self.audience == "public":
            return
        if request.member is None:
            raise Problem(401, "no-card", "Show your card.")
        if self.audience == "desk" and not request.member.volunteer:
            raise Problem(403, "desk-only", "This is for the volunteers at the desk.")

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return Problem(405, "method", f"{request.method} is not possible here.").response()


class Up(Endpoint):
    """Answers the load balancer."""

    def get(self, request):
        return {"up": True}


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent."""
    try:
        sent = json.loads(request.body or b"{}")
    except ValueError as error:
        raise Problem(400, "no-json", "The body is not JSON.") from error
    if not isinstance(sent, dict):
        raise Problem(400, "no-object", "The body must be a JSON object.")
    return sent


def vetted(form: forms.Form) -> dict[str, Any]:
    """The clean values of a form, or a problem that names the fields."""
    if form.is_valid():
        return form.cleaned_data
    raise Problem(422, "invalid", "Some fields cannot be used.", fields=dict(form.errors))


def page_of(request: HttpRequest, rows: Any, show) -> dict[str, Any]:
    """One page of rows; a page beyond the end is the last one."""
    pages = Paginator(rows, settings.PAGE_SIZE)
    page = pages.get_page(request.GET.get("page", 1))
    return {"total": pages.count, "page": page.number, "pages": pages.num_pages, "items": [show(r) for r in page]}


def unknown_address(request, exception=None):
    return missing("such address").response()


def broken(request):
    return Problem(500, "broken", "Something broke on our side. We have been told.").response()
