"""Sending messages through the platform's notification API (http), or into a file (file)."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx


class NotifyError(Exception):
    """The API did not take the message; trying again later may help."""


class Refused(Exception):
    """The API will never take the message: the recipient has unsubscribed or does not exist."""


@dataclass(frozen=True)
class Message:
    to: str
    subject: str
    text: str


@functools.cache
def client() -> httpx.Client:
    """One client for all messages of the process."""
    return httpx.Client()


def send(url: str, message: Message, timeout: float) -> None:
    """Hands a message over. Raises NotifyError, Refused."""
    if url.startswith("file:"):
        path = Path(url.removeprefix("file:"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(message), ensure_ascii=False) + "\n")
        return
    try:
        answer = client().post(f"{url}/messages", json=asdict(message), timeout=timeout)
    except httpx.TransportError as error:
        raise NotifyError(f"no answer: {error!r}") from error
    if answer.status_code in {404, 410, 422}:
        raise Refused(f"{message.to}: {answer.status_code}")
    if answer.is_error:
        raise NotifyError(f"answered {answer.status_code}")
