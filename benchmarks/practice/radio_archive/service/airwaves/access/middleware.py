"""Finds out who calls: an editor who signed in, or somebody with a token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from airwaves.access.models import Token
from airwaves.api import Problem

EDITOR_SCOPES = frozenset({"read", "stream", "edit"})


@dataclass(frozen=True)
class Caller:
    name: str = ""
    user: Any = None
    scopes: frozenset[str] = field(default_factory=frozenset)

    @property
    def known(self) -> bool:
        return bool(self.name)

    def may(self, scope: str) -> bool:
        return scope in self.scopes


class TokenMiddleware:
    """Sets `request.caller`. A token that is not known is refused wherever it is sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            token = Token.objects.of(secret.strip()).select_related("partner", "user").first()
            if token is None:
                return Problem(401, "bad-token", "This token is not known.").response()
            request._dont_enforce_csrf_checks = True  # no cookie is involved
            request.caller = self._holder(token)
            if token.user:
                request.user = token.user
        elif request.user.is_authenticated:
            request.caller = Caller(request.user.get_username(), request.user, EDITOR_SCOPES)
        else:
            request.caller = Caller()
        return self.get_response(request)

    def _holder(self, token: Token) -> Caller:
        if token.user:
            return Caller(token.user.get_username(), token.user, EDITOR_SCOPES & set(token.scopes))
        return Caller(token.partner.code, None, frozenset(token.scopes) - {"edit"})
