"""What a client carries from earlier answers into its next request: cookies, and a token where it lost its own.

A browser or an app signs in first; of the request that failed later, an event tells the session only as redacted.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any, Iterator

from .clients import Answer, Request
from .guard import caught

LOST = re.compile(r"\[(?:redacted|filtered)\b[^\]]{0,60}\]|\*{4,}", re.IGNORECASE)
TOKEN = re.compile(r"(?:access_?|id_?|auth_?|session_?|api_?)?(?:token|key|jwt|session)$", re.IGNORECASE)
DEPTH = 4


class Jar:
    """Cookies and the last token of the answers so far."""

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}
        self._token = ""

    def keep(self, answer: Answer | None) -> None:
        """Take over what an answer gives."""
        for name, value in answer.headers if answer is not None else ():
            if name.lower() == "set-cookie":
                pair, _, attributes = value.partition(";")
                key, _, content = pair.partition("=")
                if re.search(r"max-age=0\b|expires=Thu, 01 Jan 1970", attributes, re.IGNORECASE) or not content:
                    self._cookies.pop(key.strip(), None)
                else:
                    self._cookies[key.strip()] = content.strip()
        body, failure = caught(json.loads, answer.body if answer is not None else b"")
        if failure is None:
            self._token = next(_tokens(body, DEPTH), self._token)

    def add(self, request: Request) -> Request:
        """`request` with the cookies, and with the token in the place of one that was redacted."""
        given: dict[str, str] = {}
        kept: list[tuple[str, str]] = []
        for name, value in request.headers:
            if name == "cookie":
                for crumb in value.split(";"):
                    key, _, content = crumb.strip().partition("=")
                    given[key] = content
            elif self._token and LOST.search(value):
                kept.append((name, LOST.sub(lambda _: self._token, value)))
            else:
                kept.append((name, value))
        if self._cookies:
            given.update(self._cookies)
        if given:
            kept.append(("cookie", "; ".join(key + "=" + content for key, content in given.items())))
        request.headers = kept
        return request


def _tokens(value: Any, depth: int) -> Iterator[str]:
    """The texts in an answer that are called a token, outermost first."""
    if isinstance(value, dict) and depth:
        for key, inner in value.items():
            if isinstance(inner, str) and inner and TOKEN.search(str(key)):
                yield inner
        for inner in value.values():
            yield from _tokens(inner, depth - 1)


def settle() -> None:
    """Let Django take requests as from its own test client: no CSRF token is asked for, the test host is known."""
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    if settings is None or not getattr(settings, "configured", False):
        return
    hosts = list(getattr(settings, "ALLOWED_HOSTS", ()))
    caught(setattr, settings, "ALLOWED_HOSTS", [*hosts, "testserver"])
    caught(setattr, settings, "SECURE_SSL_REDIRECT", False)
    for module, name in (("django.core.handlers.wsgi", "WSGIRequest"), ("django.core.handlers.asgi", "ASGIRequest")):
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None:
            kind._dont_enforce_csrf_checks = True
