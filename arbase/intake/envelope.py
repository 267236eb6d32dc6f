"""The envelope format: a header line, then items, each with a header line of its own and a payload.

See https://develop.sentry.dev/sdk/data-model/envelopes/. Items are read by `length` where it is given, since payloads
such as attachments may hold newlines, and to the end of the line where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from arbase.domain.errors import IntakeRejected
from arbase.intake.jsontext import load_object

_MAX_HEADER_BYTES = 65_536
_LINE_ENDS = re.compile(rb"[\r\n]*")


class Item(NamedTuple):
    """One item: its type and its payload as sent."""

    type: str
    payload: bytes


class Envelope(NamedTuple):
    """The header of an envelope and all its items."""

    header: dict[str, Any]
    items: tuple[Item, ...]


def envelope_header(body: bytes) -> dict[str, Any]:
    """The header alone. Raises IntakeRejected (400)."""
    return load_object(_line(body, 0, "the envelope header")[0], "the envelope header")


def parse_envelope(body: bytes, max_items: int) -> Envelope:
    """`body` as an envelope. Raises IntakeRejected (400) if any part of it is malformed, so that none is stored."""
    line, position = _line(body, 0, "the envelope header")
    header = load_object(line, "the envelope header")
    items = []
    for item in _items(body, position):
        items.append(item)
        if len(items) > max_items:
            raise IntakeRejected(413, f"the envelope has more than {max_items} items; send fewer at a time")
    return Envelope(header, tuple(items))


def _items(body: bytes, position: int) -> Iterator[Item]:
    number = 0
    while True:
        blank = _LINE_ENDS.match(body, position)
        position = blank.end() if blank else position
        if position >= len(body):
            return
        number += 1
        what = f"the header of item {number}"
        line, position = _line(body, position, what)
        header = load_object(line, what)
        kind = header.get("type")
        if not isinstance(kind, str) or not kind:
            raise IntakeRejected(400, f"{what}: `type` must be a non-empty string")
        end = _end(body, position, header.get("length"), number)
        yield Item(kind, body[position:end])
        position = end


def _end(body: bytes, position: int, length: object, number: int) -> int:
    """Where the payload that starts at `position` ends."""
    if length is None:
        newline = body.find(b"\n", position)
        return len(body) if newline < 0 else newline
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise IntakeRejected(400, f"the header of item {number}: `length` must be a whole number from 0 up")
    end = position + length
    if end > len(body):
        raise IntakeRejected(
            400, f"item {number} ends early: `length` says {length} bytes, {len(body) - position} are left"
        )
    if body[end : end + 1] not in (b"", b"\n") and body[end : end + 2] != b"\r\n":
        raise IntakeRejected(400, f"item {number} does not end where its `length` of {length} bytes says")
    return end


def _line(body: bytes, position: int, what: str) -> tuple[bytes, int]:
    """The line at `position` without its end, and where the next one starts."""
    end = body.find(b"\n", position, position + _MAX_HEADER_BYTES)
    if end < 0:
        if len(body) - position > _MAX_HEADER_BYTES:
            raise IntakeRejected(400, f"{what}: longer than {_MAX_HEADER_BYTES} bytes")
        end = len(body)
    line = body[position:end]
    if not line.strip():
        raise IntakeRejected(400, f"{what} is missing; an envelope starts with a line of JSON")
    return line, min(end + 1, len(body))
