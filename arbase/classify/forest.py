"""A fitted gradient-boosting model as flat arrays, for one incident at a time.

scikit-learn answers for thousands of rows at once; for one row nine tenths of its five milliseconds are checks of the
input. Here all trees are walked down together, one level a step. A test compares the answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Forest:
    """The nodes of all trees behind each other; `roots` are the first nodes, a leaf is its own child."""

    roots: Ints
    feature: Ints
    threshold: NDArray[np.float64]
    left: Ints
    right: Ints
    value: NDArray[np.float64]
    depth: int
    baseline: float

    def log_odds(self, row: NDArray[np.float64]) -> float:
        """The sum over all trees for one row of features."""
        at = self.roots
        for _ in range(self.depth):
            goes_left = row[self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        return float(self.value[at].sum() + self.baseline)


def forest_of(model: HistGradientBoostingClassifier) -> Forest:
    """The trees of a fitted binary model without categories and missing values."""
    nodes = [predictor.nodes for step in model._predictors for predictor in step]
    starts = np.cumsum([0, *(len(tree) for tree in nodes)])[:-1]
    whole = np.concatenate(nodes)
    shift = np.concatenate([np.full(len(tree), start) for tree, start in zip(nodes, starts, strict=True)])
    itself = np.arange(len(whole))
    leaf = whole["is_leaf"].astype(bool)
    return Forest(
        roots=starts.astype(np.int64),
        feature=np.where(leaf, 0, whole["feature_idx"]).astype(np.int64),
        threshold=whole["num_threshold"].astype(float),
        left=np.where(leaf, itself, whole["left"] + shift).astype(np.int64),
        right=np.where(leaf, itself, whole["right"] + shift).astype(np.int64),
        value=np.where(leaf, whole["value"], 0.0),
        depth=int(whole["depth"].max()),
        baseline=float(np.ravel(model._baseline_prediction)[0]),
    )
