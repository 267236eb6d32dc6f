"""The order of search results: a weighted sum of features, each from 0 to 1."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from listing_search import geo
from listing_search.profiles import Profile
from listing_search.query import Query

FEATURES = ("text", "fresh", "popular", "quality", "near", "affinity")
WEIGHTS = {
    "text": 4.0,
    "fresh": 1.5,
    "popular": 1.0,
    "quality": 1.0,
    "near": 1.0,
    "affinity": 2.0,
}
HALF_LIFE_DAYS = 14.0


def matches(frame: pd.DataFrame, words: list[str]) -> pd.Series:
    """How well each listing fits: 1 a word in its title, 0.5 in its description, on average."""
    score = pd.Series(0.0, index=frame.index)
    for word in words:
        in_title = frame["head"].str.contains(word, regex=False)
        in_body = frame["body"].str.contains(word, regex=False)
        score += np.where(in_title, 1.0, np.where(in_body, 0.5, 0.0))
    return score / len(words) if words else score


def share(values: pd.Series) -> pd.Series:
    """Values as shares of the largest; all 0 where the largest is 0."""
    largest = values.max() if len(values) else 0
    return values / largest if largest > 0 else values * 0.0


def affinity(found: pd.DataFrame, profile: Profile | None) -> pd.Series:
    """How much the searcher likes the category and the price; 0 for strangers."""
    if profile is None:
        return pd.Series(0.0, index=found.index)
    liked = found["category"].map(profile.categories).astype("float64").fillna(0.0)
    band = profile.price_band
    if band is None:
        return liked
    within = found["price"].between(band.low, band.high)
    return (liked + within.astype("float64")) / 2


def features(
    found: pd.DataFrame, text: pd.Series, query: Query, profile: Profile | None, now: datetime
) -> pd.DataFrame:
    """One row a listing, one column a feature."""
    age = (pd.Timestamp(now) - found["posted_at"]).dt.total_seconds() / 86400
    table = pd.DataFrame(index=found.index)
    table["text"] = text
    table["fresh"] = 0.5 ** (age.clip(lower=0) / HALF_LIFE_DAYS)
    table["popular"] = share(np.log1p(found["views"] + 5 * found["saves"]))
    table["quality"] = found["rating"].fillna(3.0) / 10 + found["photos"].clip(upper=5) / 10
    if query.near is None:
        table["near"] = 0.0
    else:
        distance = geo.distances(found, query.near)
        table["near"] = (1 - distance / query.radius_km).clip(lower=0).fillna(0.0)
    table["affinity"] = affinity(found, profile)
    return table


def scores(table: pd.DataFrame) -> pd.Series:
    """The weighted sum of the features."""
    weights = np.array([WEIGHTS[name] for name in FEATURES])
    return pd.Series(table[list(FEATURES)].to_numpy() @ weights, index=table.index)
