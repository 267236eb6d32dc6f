"""The renter of the session, and problems as pages."""
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject

from . import identity
from .problems import NoCredentials, Problem


class SignedInRenter:
    """Gives ``request.renter``: who has signed in on the pages, or something false."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.renter = SimpleLazyObject(lambda: identity.of_session(request))
        return self.get_response(request)


class ProblemPages:
    """A Problem that a page raises becomes a page. The API answers its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, NoCredentials) and request.method == "GET":
            return redirect("sign-in")
        if isinstance(exception, Problem):
            return render(request, "locker_links/problem.html", {"problem": exception}, status=exception.status)
        return None
