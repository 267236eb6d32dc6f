"""Figures of a seller, from all of his listings."""

from __future__ import annotations

import sqlite3
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from listing_search.catalogue import Seller

COLUMNS = ("status", "price_cents", "posted_at", "updated_at", "views", "saves")


def listings_of(conn: sqlite3.Connection, seller_id: str) -> pd.DataFrame:
    """The seller's listings; instants are aware."""
    frame = pd.read_sql_query(
        f"SELECT {', '.join(COLUMNS)} FROM listings WHERE seller_id = ?", conn, params=(seller_id,)
    )
    frame["price_cents"] = frame["price_cents"].astype("float64")
    for name in ("posted_at", "updated_at"):
        frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
    return frame


def median(values: pd.Series, digits: int = 2) -> float | None:
    """The middle of the known values; None where nothing is known."""
    known = values.dropna()
    return round(float(known.median()), digits) if len(known) else None


def sold_by_month(sold: pd.DataFrame, zone: ZoneInfo) -> dict[str, int]:
    """How many were sold in each month of the company's zone."""
    months = sold["updated_at"].dt.tz_convert(str(zone)).dt.strftime("%Y-%m").value_counts()
    return {str(month): int(number) for month, number in months.sort_index().items()}


def figures(conn: sqlite3.Connection, seller: Seller, zone: ZoneInfo) -> dict[str, Any]:
    """What the seller's page shows."""
    frame = listings_of(conn, seller.id)
    sold = frame[frame["status"] == "sold"]
    days = (sold["updated_at"] - sold["posted_at"]).dt.total_seconds() / 86400
    views = int(frame["views"].sum())
    counts = frame["status"].value_counts()
    return {
        "id": seller.id,
        "name": seller.name,
        "rating": seller.rating,
        "joined_on": seller.joined_on,
        "listings": {str(status): int(number) for status, number in counts.items()},
        "median_price": median(frame["price_cents"] / 100),
        "days_to_sell": median(days, 1),
        "save_rate": round(int(frame["saves"].sum()) / views, 3) if views else 0.0,
        "sold_by_month": sold_by_month(sold, zone),
    }
