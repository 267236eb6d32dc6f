"""Pages: a limit, and a cursor that only we read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from listing_search.errors import BadRequest
from listing_search.query import whole

USUAL, MOST = 20, 100


@dataclass(frozen=True)
class Page:
    """How many, and after what; None is the beginning."""

    limit: int = USUAL
    cursor: dict[str, Any] | None = None

    @property
    def offset(self) -> int:
        """Where a page of search results begins."""
        return int(self.cursor["offset"]) if self.cursor is not None else 0


def encode(cursor: dict[str, Any]) -> str:
    """A cursor as text that needs no escaping in an address."""
    raw = json.dumps(cursor, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """A cursor that has these keys. Raises BadRequest."""
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        cursor = json.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("The cursor cannot be read.", code="bad_cursor") from error
    if not isinstance(cursor, dict) or set(cursor) != set(keys):
        raise BadRequest("The cursor belongs to another list.", code="bad_cursor")
    return cursor


def parse_page(params: Mapping[str, str], keys: tuple[str, ...]) -> Page:
    """The page that a request asks for. Raises Invalid, BadRequest."""
    limit = whole(params, "limit", 1, MOST) or USUAL
    text = params.get("cursor", "")
    cursor = decode(text, keys) if text else None
    if cursor is not None and "offset" in cursor:
        if type(cursor["offset"]) is not int or not 0 <= cursor["offset"] <= 10_000:
            raise BadRequest("The cursor points nowhere.", code="bad_cursor")
    return Page(limit, cursor)
