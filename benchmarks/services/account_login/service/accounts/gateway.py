"""The mail gateway: HTTP in production, a file for development."""

import json
from dataclasses import asdict
from pathlib import Path

import httpx
from django.conf import settings

from accounts.mails import Message


class GatewayError(Exception):
    """The gateway did not take the message; it may take it later."""


class Refused(GatewayError):
    """The gateway will never take this message."""


def send(message: Message) -> None:
    """Hands a message over. Raises GatewayError or Refused."""
    if settings.MAIL_URL.startswith("file:"):
        path = Path(settings.MAIL_URL.removeprefix("file:"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(message), ensure_ascii=False) + "\n")
        return
    try:
        answer = httpx.post(settings.MAIL_URL, json=asdict(message), timeout=settings.MAIL_TIMEOUT)
    except httpx.TransportError as error:
        raise GatewayError(f"{type(error).__name__}: {error}") from error
    if answer.status_code in (400, 404, 422):
        raise Refused(f"{answer.status_code} {answer.text[:100]}")
    if answer.status_code >= 300:
        raise GatewayError(f"the gateway answers {answer.status_code}")
