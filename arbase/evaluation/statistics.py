"""Counts with their intervals: no rate without both."""

from __future__ import annotations

import math

from arbase.domain.noun import Noun

Z95 = 1.959963984540054


class Rate(Noun):
    """`hits` of `total` with the 95% interval of Wilson (1927), which holds for small counts and rates near 0 or 1."""

    hits: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share; 0 for an empty total, whose interval is [0, 1]."""
        return self.hits / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.hits}/{self.total} = {self.value:.0%} [{self.low:.0%}, {self.high:.0%}]"


def rate(hits: int, total: int) -> Rate:
    """The rate with its interval. Raises ValueError unless 0 <= hits <= total."""
    if not 0 <= hits <= total:
        raise ValueError(f"{hits} of {total} is not a rate")
    if total == 0:
        return Rate(hits=0, total=0, low=0.0, high=1.0)
    share = hits / total
    spread = Z95 * math.sqrt(share * (1 - share) / total + Z95**2 / (4 * total**2))
    centre = share + Z95**2 / (2 * total)
    scale = 1 + Z95**2 / total
    return Rate(
        hits=hits, total=total, low=max(0.0, (centre - spread) / scale), high=min(1.0, (centre + spread) / scale)
    )


def quantile(values: list[float], share: float) -> float:
    """The nearest-rank quantile; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]
