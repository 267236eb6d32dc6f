"""The operating point: the highest threshold at which recall is at least the target with the stated confidence.

Learn then test (Angelopoulos et al. 2021) with a fixed sequence: a grid of thresholds that does not depend on the data
is walked upwards from 0; at each one "recall is below the target" is tested with the exact binomial distribution, and
the walk ends before the first one that cannot be rejected. Because recall falls along the walk this needs no
correction, and the bound is that of Clopper and Pearson (1934). MAPIE's risk control gives the same thresholds
(`tests/unit/classify/test_guarantee.py`); the shipped classifier is built where MAPIE is not installed.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import beta

from arbase.classify.settings import GuaranteeSettings
from arbase.domain.noun import Noun

FEW = 30
GRID = tuple(round(step / 500, 4) for step in range(500))


class Bound(Noun):
    """`hits` of `total` with the one-sided exact lower bound at `confidence`."""

    hits: int
    total: int
    low: float
    confidence: float


class OperatingPoint(Noun):
    """`threshold` and what holds at it.

    `guaranteed` is False where the data cannot show the target: then `missing` more actionable labels are needed at
    least, and `threshold` is where misses (`miss_cost` each) and needless looks would have cost least, without a
    promise. So it is, too, where only a threshold below that of `worth_a_look` would show the target: bugs that nobody
    can tell from noise would then have everything raised.
    """

    threshold: float
    guaranteed: bool
    recall: Bound
    missing: int
    target: GuaranteeSettings


def lower_bound(hits: int, total: int, confidence: float) -> float:
    """Clopper and Pearson's one-sided lower bound of a rate."""
    if hits == 0 or total == 0:
        return 0.0
    return float(beta.ppf(1 - confidence, hits, total - hits + 1))


def needed(settings: GuaranteeSettings) -> int:
    """How many actionable labels without a single miss are enough."""
    return math.ceil(math.log(1 - settings.confidence) / math.log(settings.recall))


def operating_point(
    probabilities: Sequence[float], actionable: Sequence[bool], settings: GuaranteeSettings
) -> OperatingPoint:
    """The highest threshold of the grid with the guarantee; `probabilities` must come from heads that did not see
    the incident."""
    positives = [float(value) for value, label in zip(probabilities, actionable, strict=True) if label]
    best: tuple[float, Bound] | None = None
    for threshold in GRID:
        bound = _at(threshold, positives, settings.confidence)
        if bound.low < settings.recall:
            break
        best = (threshold, bound)
    if best is None or best[0] < worth_a_look(settings):
        threshold = cheapest(probabilities, actionable, settings)
        bound = _at(threshold, positives, settings.confidence)
        missing = labels_missing(bound, settings) if positives else needed(settings)
        return OperatingPoint(threshold=threshold, guaranteed=False, recall=bound, missing=missing, target=settings)
    return OperatingPoint(threshold=best[0], guaranteed=True, recall=best[1], missing=0, target=settings)


def worth_a_look(settings: GuaranteeSettings) -> float:
    """The probability from which a look costs less than the chance of a miss, if probabilities are what they say."""
    return round(1.0 / (1.0 + settings.miss_cost), 4)


def cheapest(probabilities: Sequence[float], actionable: Sequence[bool], settings: GuaranteeSettings) -> float:
    """The threshold at which misses and needless looks would have cost least, in the middle of equal ones.

    Small probabilities are those in which a calibration errs most, so this looks at what was there instead of believing
    them; with fewer than 30 labels of a sort it does believe them.
    """
    labels = np.asarray(actionable, dtype=bool)
    if min(int(labels.sum()), int((~labels).sum())) < FEW:
        return worth_a_look(settings)
    grid, found = np.array(GRID), np.asarray(probabilities, dtype=float)
    missed = np.searchsorted(np.sort(found[labels]), grid, side="left")
    needless = (~labels).sum() - np.searchsorted(np.sort(found[~labels]), grid, side="left")
    cost = settings.miss_cost * missed + needless
    least = np.flatnonzero(cost == cost.min())
    return float(grid[least[len(least) // 2]])


def by_service(
    point: OperatingPoint, probabilities: Sequence[float], actionable: Sequence[bool], services: Sequence[str]
) -> Mapping[str, OperatingPoint]:
    """What can be said of each service at the common threshold; most have too few labels alone."""
    found: dict[str, OperatingPoint] = {}
    for service in sorted(set(services)):
        positives = [
            float(value)
            for value, label, name in zip(probabilities, actionable, services, strict=True)
            if label and name == service
        ]
        bound = _at(point.threshold, positives, point.target.confidence)
        holds = bound.low >= point.target.recall
        found[service] = OperatingPoint(
            threshold=point.threshold,
            guaranteed=holds,
            recall=bound,
            missing=0 if holds else labels_missing(bound, point.target),
            target=point.target,
        )
    return found


def labels_missing(bound: Bound, settings: GuaranteeSettings) -> int:
    """How many more hits in a row would show the target, with the misses that there are."""

    def enough(more: int) -> bool:
        return lower_bound(bound.hits + more, bound.total + more, settings.confidence) >= settings.recall

    most = 1
    while not enough(most):
        most *= 2
    return bisect.bisect_left(range(most + 1), True, key=enough)


def _at(threshold: float, positives: Sequence[float], confidence: float) -> Bound:
    hits = sum(value >= threshold for value in positives)
    low = lower_bound(hits, len(positives), confidence)
    return Bound(hits=hits, total=len(positives), low=low, confidence=confidence)
