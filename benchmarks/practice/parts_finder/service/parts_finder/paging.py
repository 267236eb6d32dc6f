"""Sort orders and pages: a cursor holds the sort order, the key and the id of the last part that was shown."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from parts_finder.errors import PartsError
from parts_finder.responses import plain


@dataclass(frozen=True)
class Sort:
    name: str
    column: str
    ascending: bool
    kind: Callable[[Any], Any] = float


SORTS = {
    sort.name: sort
    for sort in (
        Sort("relevance", "score", ascending=False),
        Sort("cheapest", "price", ascending=True),
        Sort("dearest", "price", ascending=False),
        Sort("newest", "listed_at", ascending=False, kind=pd.Timestamp),
        Sort("nearest", "distance_km", ascending=True),
    )
}


def sort_named(name: str) -> Sort:
    if name not in SORTS:
        raise PartsError(f"sort is one of {', '.join(SORTS)}")
    return SORTS[name]


def encode_cursor(sort: Sort, part: pd.Series) -> str:
    text = json.dumps([sort.name, plain(part[sort.column]), part["part_id"]])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(sort: Sort, cursor: str) -> tuple[Any, str]:
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        name, key, part_id = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, TypeError) as error:
        raise PartsError("this cursor is not one of ours") from error
    if name != sort.name:
        raise PartsError("this cursor belongs to another sort order")
    return None if key is None else sort.kind(key), part_id


def ordered(hits: pd.DataFrame, sort: Sort) -> pd.DataFrame:
    """Parts that have no value in the column come last in either direction."""
    return hits.sort_values([sort.column, "part_id"], ascending=[sort.ascending, True], na_position="last")


def behind(hits: pd.DataFrame, sort: Sort, key: Any, part_id: str) -> pd.DataFrame:
    """What comes after a part in the sort order."""
    column = hits[sort.column]
    later_id = hits["part_id"] > part_id
    if key is None:
        return hits[column.isna() & later_id]
    further = column > key if sort.ascending else column < key
    return hits[further | ((column == key) & later_id) | column.isna()]


def page(hits: pd.DataFrame, sort: Sort, limit: int, after: str | None) -> tuple[pd.DataFrame, str | None]:
    """The rows of a page, and the cursor of the next one if there is one."""
    hits = ordered(hits, sort)
    if after:
        hits = behind(hits, sort, *decode_cursor(sort, after))
    rows = hits.head(limit)
    following = encode_cursor(sort, rows.iloc[-1]) if len(hits) > limit else None
    return rows, following
