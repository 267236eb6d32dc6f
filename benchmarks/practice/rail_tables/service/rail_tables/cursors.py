"""Orders of the observations, and pages of them."""

from __future__ import annotations

import base64
import binascii
import json

import pandas as pd

from rail_tables.faults import BadCursor

_LAST = 10**7


def _newest(frame: pd.DataFrame) -> pd.Series:
    return -(frame["day"] - pd.Timestamp("1970-01-01")).dt.days


def _worst(frame: pd.DataFrame) -> pd.Series:
    return (-frame["minutes"]).fillna(_LAST).astype("int64")


def _planned(frame: pd.DataFrame) -> pd.Series:
    return (frame["planned"] - pd.Timestamp(0, tz="UTC")) // pd.Timedelta(minutes=1)


ORDERS = {"newest": _newest, "worst": _worst, "planned": _planned}


def ordered(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """Sorted by the order, then by key; the number that is sorted by stays in ``place``."""
    return frame.assign(place=ORDERS[order](frame)).sort_values(["place", "key"], ignore_index=True)


def page(rows: pd.DataFrame, order: str, limit: int, cursor: str | None) -> tuple[pd.DataFrame, str | None]:
    """The rows behind the cursor, at most ``limit``, and the cursor of the page after them."""
    if cursor:
        rows = behind(rows, order, cursor)
    shown = rows.head(limit)
    return shown, write(order, shown.iloc[-1]) if len(rows) > limit else None


def behind(rows: pd.DataFrame, order: str, cursor: str) -> pd.DataFrame:
    place, key = read(order, cursor)
    return rows[(rows["place"] > place) | ((rows["place"] == place) & (rows["key"] > key))]


def write(order: str, row: pd.Series) -> str:
    text = json.dumps([order, int(row["place"]), row["key"]], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(order: str, cursor: str) -> tuple[int, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, place, key = json.loads(raw)
    except (ValueError, binascii.Error, TypeError):
        raise BadCursor("the cursor cannot be read", "cursor") from None
    if of != order or not isinstance(place, int) or not isinstance(key, str):
        raise BadCursor("the cursor belongs to another order", "cursor")
    return place, key
