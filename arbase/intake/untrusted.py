"""Values from strangers, made what we expect: any JSON goes in, bounded values of the right type come out."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

_TOKEN = 256
_LATEST_YEAR = 9998


class Bounds(NamedTuple):
    """How much of a free tree of JSON is kept: levels, entries of each list or object, characters of each string."""

    depth: int
    items: int
    text: int


DATA = Bounds(depth=8, items=200, text=4096)
BODY = Bounds(depth=64, items=20_000, text=200_000)  # replayed later, so it is kept as exactly as can be
NAME = 256


def clean(value: str) -> str:
    """`value` without what no database keeps: NUL and lone surrogates."""
    if value.isascii():
        return value.replace("\0", "\ufffd") if "\0" in value else value
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def cut(value: str, limit: int) -> str:
    """At most `limit` characters, an ellipsis at the end if some are missing.

    The word at the cut goes whole: half a token is no longer recognised as a secret.
    """
    if len(value) <= limit:
        return value
    earliest = limit - 1 - min(_TOKEN, limit // 4)
    space = value.rfind(" ", earliest, limit - 1)
    return value[: space if space > 0 else earliest] + "…"


def text(value: object, limit: int = NAME) -> str:
    """Any JSON value as text: strings as they are, null as nothing, the rest as JSON."""
    if type(value) is str:
        return clean(cut(value, limit))
    if value is None:
        return ""
    return clean(cut(json.dumps(tree(value, DATA), ensure_ascii=False), limit))


def optional(value: object, limit: int = NAME) -> str | None:
    """A non-empty text, or None."""
    return text(value, limit).strip() or None


def tree(value: object, bounds: Bounds) -> Any:
    """A free tree of JSON within `bounds`; what is left out is marked."""
    return _tree(value, bounds, bounds.depth)


def _tree(value: object, bounds: Bounds, depth: int) -> Any:
    if type(value) is str:
        return clean(cut(value, bounds.text))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if depth <= 0:
        return "[cut: nested too deeply]"
    if isinstance(value, dict):
        if len(value) <= bounds.items:
            return {clean(cut(str(key), NAME)): _tree(entry, bounds, depth - 1) for key, entry in value.items()}
        kept = list(value.items())[: bounds.items]
        return {**_tree(dict(kept), bounds, depth), "[cut]": f"{len(value) - bounds.items} more"}
    if isinstance(value, list):
        kept_items = [_tree(entry, bounds, depth - 1) for entry in value[: bounds.items]]
        return kept_items + ([f"[cut: {len(value) - bounds.items} more]"] if len(value) > bounds.items else [])
    return clean(cut(str(value), bounds.text))


def mapping(value: object) -> Mapping[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: object) -> list[Any]:
    """`value` if it is a list, its `values` if it is an object that wraps one, else an empty list."""
    if isinstance(value, dict):
        value = value.get("values")
    return value if isinstance(value, list) else []


def pairs(value: object, most: int) -> Iterable[tuple[str, Any]]:
    """The first `most` names and values of an object or of a list of pairs."""
    if isinstance(value, dict):
        found = list(value.items())
    elif isinstance(value, list):
        found = [(pair[0], pair[1]) for pair in value if isinstance(pair, list) and len(pair) == 2]
    else:
        found = []
    return [(name, entry) for key, entry in found[:most] if (name := text(key).strip())]


def number(value: object, most: int = 2**31 - 1) -> int | None:
    """A whole number from 0 to `most`, also from a float or digits; None for everything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    return None


def boolean(value: object) -> bool | None:
    """True or False where the value is one, else None."""
    return value if isinstance(value, bool) else None


def moment(value: object, now: datetime) -> datetime:
    """A time from seconds since 1970 or ISO 8601, in UTC; `now` where there is none or it lies in the future."""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value.strip())
            found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        else:
            return now
    except (ValueError, OverflowError, OSError):
        return now
    return found if 1970 <= found.year <= _LATEST_YEAR and found <= now + timedelta(minutes=1) else now
