"""Drift: whether live incidents still look like those that the classifier learnt from."""

from __future__ import annotations

import math
from collections.abc import Sequence


def drifted(expected: Sequence[float], live: Sequence[float], bins: int = 10) -> float:
    """The population stability index of one feature: below 0.1 the same, above 0.25 another population.

    Bins are the expected values' deciles; a bin of one value only (most features are 0 or 1) counts as one bin.
    """
    if not expected or not live:
        return 0.0
    ordered = sorted(expected)
    edges = sorted({ordered[min(len(ordered) - 1, index * len(ordered) // bins)] for index in range(bins + 1)})
    total = 0.0
    for one, other in zip(_shares(expected, edges), _shares(live, edges), strict=True):
        total += (other - one) * math.log(other / one)
    return total


def drift(
    expected: Sequence[dict[str, float]], live: Sequence[dict[str, float]], most: int = 20
) -> list[tuple[str, float]]:
    """The features whose live values drifted most, with their index, largest first."""
    names = sorted({name for row in expected for name in row})
    found = [
        (name, drifted([row.get(name, 0.0) for row in expected], [row.get(name, 0.0) for row in live]))
        for name in names
    ]
    return sorted(found, key=lambda item: -item[1])[:most]


def _shares(values: Sequence[float], edges: Sequence[float]) -> list[float]:
    """The share of values at or below each edge and above all, never 0 (half a value is added to each)."""
    counts = [0.5] * (len(edges) + 1)
    for value in values:
        counts[next((index for index, edge in enumerate(edges) if value <= edge), len(edges))] += 1
    return [count / (len(values) + 0.5 * len(counts)) for count in counts]
