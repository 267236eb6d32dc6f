"""Request id, acting member of staff, and errors of the JSON views."""

import uuid
from contextvars import ContextVar

from django.http import Http404, JsonResponse

from blood_bank.http import ApiError

actor = ContextVar("actor", default="system")


class RequestIdMiddleware:
    """Hands back the caller's request id, or a new one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = request.headers.get("X-Request-Id", "")[:64] or uuid.uuid4().hex
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        return response


class ActorMiddleware:
    """Keeps who is acting, as the portal in front of us says it, for the audit trail."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = actor.set(request.headers.get("X-Staff", "").strip()[:60] or "system")
        try:
            return self.get_response(request)
        finally:
            actor.reset(token)


class ApiErrorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ApiError):
            return JsonResponse({"error": exception.message}, status=exception.status)
        if isinstance(exception, Http404) and request.path.startswith("/api/"):
            return JsonResponse({"error": "not found"}, status=404)
        return None
