"""HTTP calls to the identity provider."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

log = logging.getLogger("identity.client")
PARALLEL = 4
PATIENCE_SECONDS = 0.5


class ProviderError(Exception):
    """The provider does not answer, or not as agreed; trying later may help."""


class Rejected(ProviderError):
    """The provider says no: the code was used, is too old or is not of ours."""


class Busy(ProviderError):
    """All connections that the provider allows us are in use."""


class Slots:
    """At most so many calls at a time, as our contract with the provider says."""

    def __init__(self, count: int) -> None:
        self._free = threading.BoundedSemaphore(count)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds a place during a call. Raises Busy."""
        if not self._free.acquire(timeout=PATIENCE_SECONDS):
            raise Busy(f"no free connection to the provider within {PATIENCE_SECONDS} s")
        try:
            yield
        finally:
            self._free.release()


SLOTS = Slots(PARALLEL)


def from_folder(folder: Path) -> httpx.MockTransport:
    """Answers from files, for development: `token/<code>.json`, `profile/<token>.json` and so on."""

    def answer(request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode())) if request.content else {}
        words = request.url.path.strip("/").split("/")
        name = {
            "token": form.get("code") or form.get("grant_type", ""),
            "profile": request.headers.get("Authorization", "").removeprefix("Bearer "),
            "people": request.url.params.get("page", "1"),
        }.get(words[-1], words[-1])
        path = folder / words[-1] / f"{name}.json"
        if not path.is_file() or "/" in name:
            return httpx.Response(400 if words[-1] == "token" else 404, json={"error": "invalid_grant"})
        return httpx.Response(200, content=path.read_bytes(), headers={"content-type": "application/json"})

    return httpx.MockTransport(answer)


def http() -> httpx.Client:
    """A client for the provider of the settings."""
    timeout = httpx.Timeout(settings.IDENTITY_TIMEOUT)
    if settings.IDENTITY_URL.startswith("file:"):
        folder = Path(settings.IDENTITY_URL.removeprefix("file:"))
        return httpx.Client(base_url="http://idp.test", transport=from_folder(folder), timeout=timeout)
    return httpx.Client(base_url=settings.IDENTITY_URL, timeout=timeout)


def call(method: str, path: str, **options: Any) -> Any:
    """The JSON answer to one call. Raises ProviderError, Rejected or Busy."""
    with SLOTS.held(), http() as client:
        try:
            answer = client.request(method, path, **options)
        except httpx.TransportError as error:
            raise ProviderError(f"{type(error).__name__} at {path}") from error
    if answer.status_code in (400, 401, 403):
        raise Rejected(f"the provider answers {answer.status_code} at {path}")
    if answer.status_code >= 300:
        raise ProviderError(f"the provider answers {answer.status_code} at {path}")
    try:
        return answer.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ProviderError(f"the provider's answer at {path} is not JSON") from error


def exchange(provider: str, code: str) -> str:
    """The access token for a code of a callback."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": settings.IDENTITY_CLIENT,
        "client_secret": settings.IDENTITY_SECRET,
        "redirect_uri": f"{settings.PUBLIC_URL}/oauth/{provider}/callback",
    }
    found = call("POST", f"/{provider}/token", data=form)
    token = found.get("access_token") if isinstance(found, dict) else None
    if not isinstance(token, str) or not token:
        raise ProviderError("the provider's answer has no access_token")
    return token


def profile(provider: str, token: str) -> dict[str, Any]:
    """What the provider tells about the person who signed in."""
    headers = {"Authorization": f"Bearer {token}"}
    found = call("GET", f"/{provider}/profile", headers=headers)
    if not isinstance(found, dict):
        raise ProviderError("the provider's profile is not an object")
    return found
