"""Counts beside the results: by category, condition and city, and what things cost."""

from __future__ import annotations

from typing import Any

import pandas as pd

from listing_search.categories import Tree

EDGES = (0, 25, 50, 100, 250, 500, 1000)
MOST_CITIES = 10


def by_category(found: pd.DataFrame, tree: Tree) -> list[dict[str, Any]]:
    """How many results each category has, those above it count them too; the largest first."""
    counts: dict[str, int] = {}
    for slug, number in found["category"].value_counts().items():
        for place in tree.path(str(slug)):
            counts[place] = counts.get(place, 0) + int(number)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"slug": slug, "name": tree.name(slug), "count": number} for slug, number in ranked]


def by_value(values: pd.Series, most: int | None = None) -> list[dict[str, Any]]:
    """How often each value occurs; what is unknown is not counted."""
    counts = values.dropna().value_counts().reset_index()
    counts.columns = ["value", "count"]
    ranked = counts.sort_values(["count", "value"], ascending=[False, True])
    return [
        {"value": str(value), "count": int(number)}
        for value, number in ranked.head(most or len(ranked)).itertuples(index=False)
    ]


def prices(values: pd.Series) -> dict[str, Any]:
    """Least, middle and greatest price and a histogram; null where nothing has a price."""
    known = values.dropna()
    steps = [*EDGES, float("inf")]
    binned = pd.cut(known, bins=steps, right=False, labels=False)
    counts = binned.value_counts()
    histogram = [
        {"from": low, "to": high if high != float("inf") else None, "count": int(counts.get(n, 0))}
        for n, (low, high) in enumerate(zip(steps, steps[1:], strict=False))
    ]
    if known.empty:
        return {"min": None, "median": None, "max": None, "histogram": histogram}
    return {
        "min": round(float(known.min()), 2),
        "median": round(float(known.median()), 2),
        "max": round(float(known.max()), 2),
        "histogram": histogram,
    }


def facets(found: pd.DataFrame, tree: Tree) -> dict[str, Any]:
    """All facets of the results."""
    return {
        "categories": by_category(found, tree),
        "conditions": by_value(found["condition"]),
        "cities": by_value(found["city"], MOST_CITIES),
        "prices": prices(found["price"]),
    }
