"""Small helpers for JSON endpoints: errors, bodies, pages."""
import json
from decimal import Decimal, InvalidOperation
from functools import wraps
from inspect import iscoroutinefunction

from django.http import HttpResponse, JsonResponse

from nightbus import times

CENT = Decimal("0.01")
MOST = Decimal("9999.99")


class ApiError(Exception):
    """An answer other than success."""

    def __init__(self, status, code, message, field=None):
        super().__init__(message)
        self.status, self.code, self.message, self.field = status, code, message, field

    def response(self):
        body = {"error": self.code, "message": self.message}
        if self.field:
            body["field"] = self.field
        return JsonResponse(body, status=self.status)


def invalid(field, message):
    """A field or parameter that we cannot use."""
    return ApiError(422, "invalid", message, field)


def not_found(what):
    return ApiError(404, "not_found", f"no such {what}")


def conflict(message):
    return ApiError(409, "conflict", message)


def _answer(result):
    """What a view returned: a response, a body, or a body with its status."""
    if isinstance(result, HttpResponse):
        return result
    body, status = result if isinstance(result, tuple) else (result, 200)
    return JsonResponse(body, status=status)


def endpoint(who=None):
    """Make a view of a function that returns a body, or a body and a status; `who` says who asks, or raises."""

    def decorate(view):
        if iscoroutinefunction(view):

            @wraps(view)
            async def run(request, **kwargs):
                try:
                    return _answer(await view(request, **kwargs))
                except ApiError as error:
                    return error.response()

        else:

            @wraps(view)
            def run(request, **kwargs):
                try:
                    if who:
                        who(request)
                    return _answer(view(request, **kwargs))
                except ApiError as error:
                    return error.response()

        return run

    return decorate


def methods(**views):
    """One address with a view for each method."""

    def dispatch(request, **kwargs):
        view = views.get("GET" if request.method == "HEAD" else request.method)
        if view is None:
            response = ApiError(405, "method", f"not here: {request.method}").response()
            response["Allow"] = ", ".join(sorted(views))
            return response
        return view(request, **kwargs)

    return dispatch


class Body:
    """The JSON object that a client sent."""

    def __init__(self, request):
        try:
            data = json.loads(request.body or b"{}")
        except (ValueError, RecursionError):
            raise ApiError(400, "unreadable", "the body is no JSON") from None
        if not isinstance(data, dict):
            raise ApiError(400, "unreadable", "the body is no JSON object")
        self.data = data

    def text(self, name, most=80, default=None):
        """A text that is not empty; without a default it has to be there."""
        value = self.data.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise invalid(name, "a text is needed")
        value = value.strip()
        if len(value) > most:
            raise invalid(name, f"at most {most} characters")
        if not value.isprintable():
            raise invalid(name, "characters that cannot be shown")
        return value

    def integer(self, name, least, most, default=None):
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise invalid(name, f"a number from {least} to {most} is needed")
        return value

    def choice(self, name, allowed):
        value = self.data.get(name)
        if not isinstance(value, str) or value not in allowed:
            raise invalid(name, "one of " + ", ".join(allowed))
        return value

    def money(self, name):
        """An amount, as text; with cents and above zero."""
        value = self.data.get(name)
        try:
            amount = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or not 0 < amount <= MOST or amount != amount.quantize(CENT):
            raise invalid(name, "an amount like 4.50 is needed")
        return amount.quantize(CENT)

    def moment(self, name, zone):
        try:
            return times.local_moment(self.text(name, 40), zone)
        except times.Unreadable as error:
            raise invalid(name, str(error)) from None


def number_of(request, name, least, most, default):
    """A whole number among the parameters."""
    text = request.GET.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 16 and least <= int(text) <= most):
        raise invalid(name, f"a number from {least} to {most} is needed")
    return int(text)


def page(request, queryset, show):
    """A page of things, newest first; `next` is the value of `before` for the following page, null at the end."""
    limit = number_of(request, "limit", 1, 100, 20)
    before = number_of(request, "before", 1, 10**15, None)
    queryset = queryset.order_by("-pk")
    if before:
        queryset = queryset.filter(pk__lt=before)
    found = list(queryset[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return {"items": [show(one) for one in found], "next": found[-1].pk if more else None}
