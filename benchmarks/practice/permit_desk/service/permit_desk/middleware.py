"""Numbers for requests, and machines of the office that come with a token instead of a session."""
import itertools

from permit_desk.models import Officer


class RequestNumberMiddleware:
    """Gives every answer a number that the hotline can ask for."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.numbers = itertools.count(1)

    def __call__(self, request):
        request.number = next(self.numbers)
        response = self.get_response(request)
        response["X-Request-Number"] = str(request.number)
        return response


class DeskTokenMiddleware:
    """Finds the officer of an X-Desk-Token; such requests have no cookie that could be abused, so no CSRF check."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request.headers.get("X-Desk-Token")
        request.token_officer = Officer.objects.filter(api_token=token, is_active=True).first() if token else None
        if request.token_officer:
            request._dont_enforce_csrf_checks = True
        return self.get_response(request)


class TokenOfficerMiddleware:
    """Makes the officer of the token the user of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.token_officer:
            request.user = request.token_officer
        return self.get_response(request)
