"""What every request passes: its limits, its number, its line in the log."""

from __future__ import annotations

import logging
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from listing_search.errors import ApiError, answer_api_error
from listing_search.limits import check_app
from listing_search.web import Context

log = logging.getLogger("listing_search.requests")


class Gate:
    """Refuses too many requests and old apps; gives every answer an `X-Request-Id`."""

    def __init__(self, app: ASGIApp, context: Context) -> None:
        self.app, self.context = app, context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        number = headers.get("x-request-id") or uuid.uuid4().hex

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-request-id"] = number[:64]
                log.info("%s %s %s %s", number, scope["method"], scope["path"], message["status"])
            await send(message)

        try:
            self.admit(scope, headers)
        except ApiError as error:
            answer = await answer_api_error(Request(scope), error)
            await answer(scope, receive, sending)
            return
        await self.app(scope, receive, sending)

    def admit(self, scope: Scope, headers: Headers) -> None:
        """Raises TooMany, Outdated, BadRequest."""
        if scope["path"] == "/health":
            return
        client = headers.get("x-session") or (scope.get("client") or ("unknown", 0))[0]
        self.context.limiter.check(client)
        check_app(headers.get("x-app-version", ""), self.context.settings.oldest_app)
