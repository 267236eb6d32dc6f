"""Between Django and the views."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from portal.errors import PortalError


class AnswerErrors:
    """Answers a PortalError as JSON; everything else is ours and goes to Sentry."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PortalError):
            return None
        return JsonResponse({"error": error.message, **error.details}, status=error.status)
