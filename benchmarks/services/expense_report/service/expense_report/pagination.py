"""Pages of a listing: `?page=2&page_size=50`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from expense_report.errors import Invalid

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
T = TypeVar("T")


def positive(args: Mapping[str, str], name: str, default: int) -> int:
    """A whole number of 1 or more from the query."""
    text = args.get(name, "").strip()
    if not text:
        return default
    try:
        value = int(text)
    except ValueError as error:
        raise Invalid(f"{name} must be a whole number.", field=name) from error
    if value < 1:
        raise Invalid(f"{name} must be 1 or more.", field=name)
    return value


def paginate(
    rows: Sequence[T], args: Mapping[str, str], render: Callable[[T], Any]
) -> dict[str, Any]:
    """The page of `rows` that the query asks for; a page behind the last is empty."""
    page = positive(args, "page", 1)
    size = min(positive(args, "page_size", DEFAULT_SIZE), LARGEST_SIZE)
    first = (page - 1) * size
    return {
        "items": [render(row) for row in rows[first : first + size]],
        "page": page,
        "page_size": size,
        "pages": -(-len(rows) // size),
        "total": len(rows),
    }
