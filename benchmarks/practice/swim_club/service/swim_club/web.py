"""Who asks: authentication and methods of the JSON API."""
import base64
import functools

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from . import profiles, tokens
from .errors import Forbidden, NotSignedIn


def bearer(request) -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise NotSignedIn("A bearer token is needed")
    return secret.strip()


def basic_credentials(request) -> tuple[str, str]:
    """Address and password of HTTP Basic, which the terminals at the pool send."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        raise NotSignedIn("Address and password are needed")
    try:
        email, colon, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except ValueError:
        raise NotSignedIn("The credentials cannot be read") from None
    if not colon:
        raise NotSignedIn("The credentials cannot be read")
    return email, password


def endpoint(*methods, scope=None):
    """A JSON view. With a scope the request needs a token that has it; its member is ``request.member``."""

    def decorate(view):
        @csrf_exempt
        @functools.wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.method not in methods:
                answer = JsonResponse({"error": "Method not allowed"}, status=405)
                answer["Allow"] = ", ".join(methods)
                return answer
            if scope is not None:
                request.token = tokens.authenticate(bearer(request))
                request.member = request.token.member
                request.zone = profiles.zone_of(request.member)
                if scope not in request.token.scopes:
                    raise Forbidden("The token is not for this")
                if scope == "staff" and not request.member.is_club_staff:
                    raise Forbidden("Only for the office")
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
