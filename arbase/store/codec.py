"""Nouns to bytes and back. JSON is written by pydantic itself, which takes integers of any size."""

from __future__ import annotations

import hashlib
import zlib
from typing import TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from arbase.domain.errors import IntakeRejected
from arbase.domain.event import Event

M = TypeVar("M", bound=BaseModel)


def pack(noun: BaseModel) -> bytes:
    """`noun` as compressed JSON."""
    return pack_text(noun.model_dump_json())


def unpack(kind: type[M], data: bytes) -> M:
    """The noun that was packed."""
    return kind.model_validate_json(zlib.decompress(data))


def pack_text(text: str) -> bytes:
    """`text` compressed; what is not Unicode in it survives too."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack_text(data: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def pack_event(event: Event) -> bytes:
    """`event` as compressed JSON that can be read again.

    Raises IntakeRejected (400) for what JSON cannot hold. It is tried here, before the event is accepted, since an
    event that cannot be read back would block the inbox for ever.
    """
    try:
        text = event.model_dump_json()
        Event.model_validate_json(text)
    except (PydanticSerializationError, ValueError) as error:
        raise IntakeRejected(
            400,
            f"event {clean(event.id, 64)!r} cannot be kept: it is nested too deeply or holds text that is no Unicode",
        ) from error
    return zlib.compress(text.encode())


def event_key(service: str, event_id: str) -> str:
    """What identifies an event: ids are the clients' own choice, so they count within their service only."""
    return hashlib.sha256(f"{service}\0{event_id}".encode("utf-8", "replace")).hexdigest()[:32]


def clean(text: str, limit: int) -> str:
    """`text` as every database takes it in a text column: Unicode, without NUL, at most `limit` characters."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
