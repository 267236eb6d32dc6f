"""Learns from ranked incidents how much each ingredient of the impact counts.

A linear pairwise ranker (Herbrich, Graepel and Obermayer 2000; with the logistic loss of Burges et al. 2005): of two
incidents of one service the more urgent one should weigh more. Weights cannot be negative, since more users never make
an incident less urgent, and are pulled towards the ones that were agreed on: an ingredient of which the data tells
nothing keeps its weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from arbase.classify.priority import WEIGHTS
from arbase.domain.noun import Noun

ENOUGH = 30
"""Fewer pairs teach nothing."""
STEEPNESS = 8.0
"""The scale of the logistic loss at the agreed weights: two incidents that differ by an eighth are told apart."""
PULL = 0.02


class Ranked(Noun):
    """An incident whose urgency is known, larger is more urgent, within the `group` in which it was ranked."""

    group: str
    ingredients: dict[str, float]
    urgency: float


def learnt_weights(incidents: Sequence[Ranked], agreed: Mapping[str, float] = WEIGHTS) -> dict[str, float]:
    """The weights by ingredient, in sum 1; the agreed ones where there are fewer than 30 pairs.

    Every group counts the same, however many incidents it has.
    """
    names = tuple(agreed)
    start = np.array([agreed[name] for name in names]) / sum(agreed.values())
    apart, counts = _pairs(incidents, names)
    if len(apart) < ENOUGH:
        return dict(zip(names, start.tolist(), strict=True))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = apart @ weights
        value = float((counts * np.logaddexp(0.0, -margins)).sum())
        slope = -(apart * (counts / (1.0 + np.exp(margins)))[:, None]).sum(axis=0)
        away = weights / STEEPNESS - start
        return value + PULL * STEEPNESS * float(away @ away), slope + 2 * PULL * away

    bounds = [(0.0, None)] * len(names)
    found = minimize(loss, STEEPNESS * start, jac=True, method="L-BFGS-B", bounds=bounds).x
    total = float(found.sum())
    shares = found / total if total > 0 else start
    return {name: round(float(share), 6) for name, share in zip(names, shares, strict=True)}


def _pairs(incidents: Sequence[Ranked], names: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Differences of shape (pairs, names), the more urgent one first, and how much each pair counts, in sum 1."""
    groups: dict[str, list[Ranked]] = {}
    for one in incidents:
        groups.setdefault(one.group, []).append(one)
    rows: list[list[float]] = []
    counts: list[float] = []
    for members in groups.values():
        above = [(one, other) for one in members for other in members if one.urgency > other.urgency]
        rows += [[one.ingredients.get(n, 0.0) - other.ingredients.get(n, 0.0) for n in names] for one, other in above]
        counts += [1.0 / max(len(above), 1)] * len(above)
    share = np.array(counts)
    return np.array(rows, dtype=float).reshape(-1, len(names)), share / (share.sum() or 1.0)
