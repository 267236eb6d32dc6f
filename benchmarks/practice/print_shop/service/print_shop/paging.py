"""Cursors: where the next page of a list begins, opaque to clients."""
from __future__ import annotations

import base64

from print_shop.errors import BadInput

PREFIX = "before:"


def encode(last_id: int) -> str:
    """Without padding: `=` would have to be escaped in a URL."""
    return base64.urlsafe_b64encode(f"{PREFIX}{last_id}".encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The id that the page ends before; BadInput for what is not from us."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        written = base64.urlsafe_b64decode(padded).decode("ascii")
    except ValueError:
        raise BadInput("unknown cursor") from None
    number = written.removeprefix(PREFIX)
    if number == written or not number.isdigit() or len(number) > 12:
        raise BadInput("unknown cursor")
    return int(number)
