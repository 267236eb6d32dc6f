"""Keyset pages: a cursor holds the sort key and the id of the last row that was shown."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from mill_orders.errors import MillError


@dataclass(frozen=True)
class Sort:
    """The column to sort by and the type of its values."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    kind: type
    attribute: str
    descending: bool = False

    @property
    def key(self) -> Any:
        return -self.column if self.descending else self.column

    def key_of(self, row: Any) -> Any:
        value = getattr(row, self.attribute)
        return -value if self.descending else value


def encode_cursor(key: Any, last_id: int) -> str:
    text = json.dumps([key, last_id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, kind: type) -> tuple[Any, int]:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        key, last_id = json.loads(base64.urlsafe_b64decode(padded.encode()).decode())
        return kind(key), int(last_id)
    except (ValueError, TypeError) as error:
        raise MillError("this cursor is not one of ours") from error


def fetch_page(
    session: Session, query: Select[Any], sort: Sort, id_column: InstrumentedAttribute[int], limit: int, after: str | None
) -> tuple[Sequence[Any], str | None]:
    """Rows of one page, and the cursor of the next one if there is one."""
    if after:
        key, last_id = decode_cursor(after, sort.kind)
        query = query.where(tuple_(sort.key, id_column) > tuple_(key, last_id))
    rows = session.scalars(query.order_by(sort.key, id_column).limit(limit + 1)).all()
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    return rows, encode_cursor(sort.key_of(rows[-1]), rows[-1].id)
