"""What every request passes through."""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware

from account_login.errors import ApiError, BadRequest, NotFound, Outdated, Unavailable

log = logging.getLogger("account_login.middleware")
Handler = Callable[[HttpRequest], HttpResponse]
SCANNED = re.compile(r"\.(php|aspx?|env|git)\b|/wp-|/cgi-bin/", re.IGNORECASE)


class ApiErrors:
    """Turns errors that are answers into answers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ApiError):
            return error.response()
        if isinstance(error, UnreadablePostError):
            log.error("client went away while it sent %s", request.path, exc_info=error)
            return BadRequest("The body did not arrive.", code="incomplete").response()
        return None


class DatabaseBusy:
    """A database that is locked by a backup is not our bug: the client may come again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and "locked" in str(error):
            log.error("database is busy, %s is answered 503", request.path, exc_info=error)
            return Unavailable("We are busy, come again.", code="busy", retry_after=2).response()
        return None


class Scanners:
    """Programs that look for holes get a short answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SCANNED.search(request.path):
            log.error("scanned for holes: %s %s", request.method, request.path)
            return NotFound(f"There is nothing at {request.path}.").response()
        return self.get_response(request)


def version_of(text: str) -> tuple[int, ...]:
    """The numbers of `3.10.2 (ios)`; empty if there are none."""
    found = re.match(r"\s*v?(\d{1,6}(?:\.\d{1,6})*)", text)
    return tuple(int(part) for part in found[1].split(".")) if found else ()


class ClientVersion:
    """Apps tell their version; those that are too old are asked to update."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get("X-Client-Version")
        if said is not None:
            version = version_of(said)
            if version and version < version_of(settings.OLDEST_CLIENT):
                log.error("client %s is too old for %s", said, request.path)
                return Outdated("Please update the app.", oldest=settings.OLDEST_CLIENT).response()
        return self.get_response(request)


class SessionCsrf(CsrfViewMiddleware):
    """CSRF is a danger only to requests that the browser signs with our cookie."""

    def process_view(self, request, callback, callback_args, callback_kwargs):  # type: ignore[no-untyped-def]
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)
