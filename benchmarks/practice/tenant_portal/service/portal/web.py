"""Views as plain functions: who may call them, JSON in, JSON out."""

import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse

from portal import accounts
from portal.errors import Forbidden, PortalError
from portal.models import Role


def endpoint(*methods: str, roles: Collection[Role] = (), anonymous: bool = False) -> Callable:
    """A view that gives a body, or status and body. Without `roles` everybody who is signed in may call it."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return JsonResponse({"error": "not this method"}, status=405)
            request.account = None if anonymous else accounts.of_request(request)
            if roles and request.account.role not in roles:
                raise Forbidden("this is not for your role")
            given = view(request, *args, **kwargs)
            status, body = given if isinstance(given, tuple) else (200, given)
            return JsonResponse(body, status=status)

        return answer

    return decorate


def by_method(**views: Callable) -> Callable:
    """One address, one view for each method."""

    def dispatch(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = views.get(request.method)
        if view is None:
            return JsonResponse({"error": "not this method"}, status=405)
        return view(request, *args, **kwargs)

    return dispatch


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The body, which must be a JSON object."""
    try:
        data = json.loads(request.body)
    except ValueError as error:
        raise PortalError("the body is not JSON") from error
    if not isinstance(data, dict):
        raise PortalError("the body is not an object")
    return data


def read_form(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, Any]:
    """The body as a form understands it; 400 with `fields` where it does not."""
    form = form_class(read_json(request))
    if not form.is_valid():
        raise PortalError("please check the fields", fields=explain(form))
    return form.cleaned_data


def explain(form: forms.Form) -> dict[str, str]:
    """What is wrong, by field and with its label; `__all__` is what concerns no single field."""
    found = {}
    for name, messages in form.errors.items():
        text = " ".join(messages)
        found[name] = f"{form[name].label}: {text}" if name in form.fields else text
    return found
