"""Listings like another one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from listing_search.catalogue import Listing
from listing_search.index import Snapshot
from listing_search.text import tokens


def price_closeness(prices: pd.Series, price: float | None) -> pd.Series:
    """1 for the same price, 0.5 for twice or half of it, 0 where one is unknown or free."""
    if not price:
        return pd.Series(0.0, index=prices.index)
    known = prices.where(prices > 0)
    return (1 / (1 + (np.log2(known / price)).abs())).fillna(0.0)


def similar(snapshot: Snapshot, listing: Listing, price: float | None, most: int) -> pd.DataFrame:
    """The listings of its category most like it, never itself; `price` is in our currency."""
    frame = snapshot.frame
    others = frame[(frame["category"] == listing.category) & (frame["id"] != listing.id)]
    words = set(tokens(listing.title))
    shared = others["title"].map(lambda title: len(words & set(tokens(title))))
    overlap = shared / max(1, len(words))
    likeness = overlap + price_closeness(others["price"], price)
    ranked = others.assign(likeness=likeness).sort_values(
        ["likeness", "id"], ascending=[False, True]
    )
    return ranked.head(most)
