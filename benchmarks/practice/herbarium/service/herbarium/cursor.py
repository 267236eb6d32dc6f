"""Cursors: where the next page begins, as an opaque text.

A cursor holds the order and the sorting key of the last sheet of a page. It does not hold a place in a list, so that a page stays right
when sheets come in meanwhile.
"""
import base64
import json
from typing import Any

from herbarium.errors import BadCursor


def encode(sort: str, key: tuple[Any, ...]) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, *key]).encode()).decode().rstrip("=")


def decode(text: str, sort: str) -> tuple[Any, ...]:
    """The key in a cursor of this order."""
    try:
        of, missing, value, barcode = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError) as error:
        raise BadCursor("cursor cannot be read") from error
    if of != sort:
        raise BadCursor("cursor belongs to another order")
    wanted = str if sort in ("name", "barcode") else (int, float)
    if not isinstance(missing, bool) or not isinstance(value, wanted) or not isinstance(barcode, str):
        raise BadCursor("cursor cannot be read")
    return missing, value, barcode
