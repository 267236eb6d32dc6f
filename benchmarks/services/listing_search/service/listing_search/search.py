"""A search over the index: filter, rank, cut out the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from listing_search import geo, ranking
from listing_search.categories import Tree
from listing_search.facets import facets
from listing_search.index import Snapshot
from listing_search.pagination import Page
from listing_search.profiles import Profile
from listing_search.query import Query
from listing_search.text import tokens

ORDERS = {
    "newest": (["posted_at", "id"], [False, True]),
    "price_asc": (["price", "id"], [True, True]),
    "price_desc": (["price", "id"], [False, True]),
    "distance": (["distance", "id"], [True, True]),
    "relevance": (["score", "id"], [False, True]),
}


@dataclass(frozen=True)
class Results:
    """`hits` is the page: one row a listing, in order; `next_offset` is None on the last page."""

    total: int
    hits: pd.DataFrame
    next_offset: int | None
    facets: dict[str, Any]


def filtered(
    frame: pd.DataFrame, query: Query, tree: Tree, profile: Profile | None, now: datetime
) -> pd.DataFrame:
    """The listings that fit the query's filters; a price on request fits no bound."""
    keep = pd.Series(True, index=frame.index)
    if query.category is not None:
        keep &= frame["category"].isin(tree.below(query.category))
    if query.price_min is not None:
        keep &= frame["price"] >= float(query.price_min)
    if query.price_max is not None:
        keep &= frame["price"] <= float(query.price_max)
    if query.conditions:
        keep &= frame["condition"].isin(query.conditions)
    if query.city is not None:
        keep &= frame["city"].str.casefold() == query.city.casefold()
    if query.seller is not None:
        keep &= frame["seller_id"] == query.seller
    if query.within_days is not None:
        keep &= frame["posted_at"] >= pd.Timestamp(now - timedelta(days=query.within_days))
    if query.near is not None:
        keep &= geo.distances(frame, query.near) <= query.radius_km
    if profile is not None and profile.hidden_sellers:
        keep &= ~frame["seller_id"].isin(profile.hidden_sellers)
    return frame[keep.fillna(False).astype(bool)]


def run(
    snapshot: Snapshot,
    query: Query,
    page: Page,
    tree: Tree,
    profile: Profile | None,
    now: datetime,
) -> Results:
    """The page of results, and the facets of all of them."""
    found = filtered(snapshot.frame, query, tree, profile, now)
    words = tokens(query.text)
    text = ranking.matches(found, words)
    if words:
        found, text = found[text > 0], text[text > 0]
    table = ranking.features(found, text, query, profile, now)
    found = found.assign(score=ranking.scores(table))
    if query.near is not None:
        found = found.assign(distance=geo.distances(found, query.near))
    by, ascending = ORDERS[query.sort]
    ordered = found.sort_values(by, ascending=ascending, na_position="last")
    end = page.offset + page.limit
    return Results(
        total=len(ordered),
        hits=ordered.iloc[page.offset : end],
        next_offset=end if end < len(ordered) else None,
        facets=facets(found, tree),
    )
