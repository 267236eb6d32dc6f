"""The HTTP status that the client got, where the event tells or it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from arbase.domain.event import Event

_TAGS = ("status_code", "http.status_code", "http.response.status_code", "response.status_code", "http_status")
# As access logs have it. Other numbers in a message may be the answer of a system that the service asked.
_IN_MESSAGE = re.compile(r"\bHTTP/\d(?:\.\d)?\"? ([1-5]\d\d)\b")
_RAISED_STATUS = re.compile(r"^\s*([45]\d\d)\b(?::| [A-Z])")
_HTTP_EXCEPTION = re.compile(
    r"HTTPException$|^(?:Bad|NotFound|Forbidden|Unauthorized|Conflict|MethodNotAllowed)|Http404$"
)


@dataclass(frozen=True)
class Status:
    """The status and how it is known, a full sentence."""

    code: int
    why: str


def answered(event: Event) -> Status | None:
    """The status of the answer, or None where nothing tells."""
    for source, value in _reported(event):
        code = _status(value)
        if code is not None:
            return Status(code, f"The client got status {code}, as {source} says.")
    raised = event.raised
    if raised is not None and _HTTP_EXCEPTION.search(raised.type):
        match = _RAISED_STATUS.match(raised.message[:200])
        if match:
            return Status(int(match[1]), f"The client got status {match[1]}, as the exception says.")
    if event.request is None:
        return None
    if raised is None:
        match = _IN_MESSAGE.search(event.message[:2000])
        return Status(int(match[1]), f"The message speaks of status {match[1]}.") if match else None
    if raised.mechanism is not None and raised.mechanism.handled is False:
        return Status(500, "Nobody caught the exception while a request was served, so the client got status 500.")
    return None


def _reported(event: Event) -> Iterator[tuple[str, Any]]:
    response = event.contexts.get("response")
    if isinstance(response, dict):
        yield "the response's context", response.get("status_code")
    for tag in _TAGS:
        yield f"the tag {tag}", event.tags.get(tag)
    for key in ("status_code", "http_status"):
        yield f"the field {key}", event.extra.get(key)


def _status(value: object) -> int | None:
    """A status between 100 and 599 from a number or its text."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if len(text) == 3 and text.isascii() and text.isdigit() and text[0] in "12345" else None
