"""Pages by key: a cursor holds the sort key and the id of the last row that was shown."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import Combinable

from portal.errors import PortalError


@dataclass(frozen=True)
class Order:
    """How rows can be sorted. `key` is what the database sorts by and is never null; ties go by id."""

    field: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    expression: Combinable | None = None

    @property
    def key(self) -> Combinable:
        return F(self.field) if self.expression is None else self.expression


def encode(key: Any, row_id: int) -> str:
    text = json.dumps([key, row_id], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, order: Order) -> tuple[Any, int]:
    try:
        raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        key, row_id = json.loads(raw)
        return order.read(key), int(row_id)
    except (ValueError, TypeError) as error:
        raise PortalError("this cursor is not one of ours") from error


def read_limit(text: str | None) -> int:
    try:
        limit = int(text) if text else settings.PAGE_SIZE
    except ValueError as error:
        raise PortalError("limit is not a number") from error
    return max(1, min(limit, settings.LARGEST_PAGE))


def page(rows: QuerySet, order: Order, limit: int, after: str | None) -> tuple[list[Model], str | None]:
    """Rows of one page, and the cursor of the next one if there is any."""
    rows = rows.annotate(sort_key=order.key)
    if after:
        key, row_id = decode(after, order)
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=row_id))
    found = list(rows.order_by("sort_key", "pk")[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], next_cursor(found[limit - 1], order)


def next_cursor(row: Model, order: Order) -> str:
    return encode(order.write(row.sort_key), row.pk)
