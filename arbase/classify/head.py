"""Heads: from features to a calibrated probability that an incident is actionable.

`linear` is a logistic regression over scaled features and hashed n-grams, `boosting` gradient-boosted trees that are
monotone in every rule's weight, `stack` the mean of both log-odds, `blend` the mean of those two and of the rules' own,
in equal parts, so that there is no share to be chosen after looking. Calibration is Platt's (1999), fitted on answers
for services that the answering head had not seen, because that is how it is used.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import ThreadpoolController

from arbase.classify.embedding import embedder
from arbase.classify.example import Example
from arbase.classify.forest import Forest, forest_of
from arbase.classify.rules import PRIOR
from arbase.classify.settings import HeadSettings
from arbase.domain.errors import UserError

Floats = NDArray[np.float64]
_SMALLEST = 1e-6
_MOST_CLIPPED = 4.0
RULES = "rules.sum"
FOLDS = 5
FEW = 16
EMBEDDED = 10.0
"""How much less each of many hundred numbers of an embedding weighs than a feature."""


@dataclass
class Head:
    """A fitted head. `models` holds the scikit-learn estimators that answer; `slope` and `offset` calibrate."""

    settings: HeadSettings
    names: tuple[str, ...]
    models: dict[str, Any]
    slope: float = 1.0
    offset: float = 0.0

    def probabilities(self, values: Sequence[dict[str, float]], wordings: Sequence[str]) -> Floats:
        """The probability for each incident, shape (n,)."""
        return sigmoid(self.slope * self.scores(values, wordings) + self.offset)

    def scores(self, values: Sequence[dict[str, float]], wordings: Sequence[str]) -> Floats:
        """Log-odds before calibration, shape (n,)."""
        table = matrix(values, self.names)
        parts: list[Floats] = []
        if "linear" in self.models:
            linear = self.models["linear"]
            weighed: Floats = np.asarray(self._wide(table, wordings) @ linear.coef_[0]) + linear.intercept_[0]
            parts.append(weighed)
        if "boosting" in self.models:
            parts.append(self._boosted(table))
        if self.settings.kind == "blend":
            parts.append(PRIOR + table[:, self.names.index(RULES)])
        found: Floats = np.mean(np.vstack(parts), axis=0)
        return found

    def _boosted(self, table: Floats) -> Floats:
        if len(table) <= FEW:
            return np.array([self._forest.log_odds(row) for row in table])
        # One thread: on a busy machine those of OpenMP wait for each other much longer than they work.
        with one_thread():
            return logit(self.models["boosting"].predict_proba(table)[:, 1])

    @cached_property
    def _forest(self) -> Forest:
        return forest_of(self.models["boosting"])

    def contributions(self, values: dict[str, float]) -> list[tuple[str, float]]:
        """What each feature adds to the linear model's log-odds, strongest first; empty without a linear model."""
        if "linear" not in self.models:
            return []
        scaled = scaled_by(self.models["scaler"], matrix([values], self.names))[0]
        weights = self.models["linear"].coef_[0][: len(self.names)]
        found = [(name, float(part)) for name, part in zip(self.names, weights * scaled, strict=True) if part]
        return sorted(found, key=lambda item: -abs(item[1]))

    def _wide(self, table: Floats, wordings: Sequence[str]) -> Any:
        scaled = scaled_by(self.models["scaler"], table)
        if self.settings.embedding:
            # Of length 1: brought to the spread of the other columns, or regularisation would leave nothing of it.
            vectors = embedder(self.settings.embedding).vectors(wordings)
            scaled = np.hstack([scaled, vectors * math.sqrt(vectors.shape[1]) / EMBEDDED])
        if not self.settings.words:
            return scaled
        return hstack([csr_matrix(scaled), _hashed(wordings, self.settings.words)]).tocsr()


@lru_cache(maxsize=1)
def _pools() -> Any:
    """Looking for the pools reads the process's memory map, so it is done once."""
    return ThreadpoolController()


def one_thread() -> Any:
    """A context in which numerical libraries use one thread."""
    return _pools().limit(limits=1)


def fit(examples: Sequence[Example], settings: HeadSettings) -> Head:
    """A head that learnt from `examples`, not calibrated. Raises UserError for labels of one class only."""
    labels = labels_of(examples)
    names = tuple(
        sorted({name for example in examples for name in example.values if name.partition(".")[0] in settings.groups})
    )
    if settings.kind == "blend" and RULES not in names:
        raise UserError("classify.head.kind=blend needs the features of the rules; add rules to classify.head.groups")
    table = matrix([example.values for example in examples], names)
    weights = weights_of(examples)
    models: dict[str, Any] = {"scaler": StandardScaler().fit(table)}
    head = Head(settings=settings, names=names, models=models)
    if settings.kind in ("linear", "stack", "blend"):
        wide = head._wide(table, [example.wording for example in examples])
        models["linear"] = LogisticRegression(C=settings.strength, max_iter=2000).fit(wide, labels, weights)
    if settings.kind in ("boosting", "stack", "blend"):
        boosting = HistGradientBoostingClassifier(
            max_iter=settings.rounds,
            max_leaf_nodes=settings.leaves,
            learning_rate=settings.rate,
            min_samples_leaf=settings.leaf_size,
            l2_regularization=1.0,
            max_features=0.5,
            monotonic_cst=[1 if name.startswith("rules.") else 0 for name in names],
            random_state=settings.seed,
        )
        with one_thread():
            models["boosting"] = boosting.fit(table, labels, weights)
    return head


def crossfit(examples: Sequence[Example], settings: HeadSettings) -> Floats:
    """Scores for each example by a head that saw neither its service nor its cause, shape (n,).

    With fewer than two services (or where leaving one out leaves one class), causes are left out in five folds.
    """
    labels = labels_of(examples)
    scores = np.zeros(len(examples))
    for held in folds(examples, labels):
        rest = [example for example, out in zip(examples, held, strict=True) if not out]
        head = fit(rest, settings)
        left = [example for example, out in zip(examples, held, strict=True) if out]
        scores[held] = head.scores([one.values for one in left], [one.wording for one in left])
    return scores


def calibrated(examples: Sequence[Example], settings: HeadSettings) -> tuple[Head, Floats]:
    """The head on all examples with its calibration, and the calibrated cross-fitted probabilities, shape (n,).

    Only incidents as they are calibrate; variants of them would count one incident twice.
    """
    scores = crossfit(examples, settings)
    counted = np.array([not example.variant for example in examples])
    seen = [example for example in examples if not example.variant]
    model = LogisticRegression(C=100.0).fit(scores[counted].reshape(-1, 1), labels_of(seen), weights_of(seen))
    slope, offset = float(model.coef_[0][0]), float(model.intercept_[0])
    head = fit(examples, settings)
    head.slope, head.offset = slope, offset
    return head, sigmoid(slope * scores + offset)


def folds(examples: Sequence[Example], labels: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Masks of what is held out: a service at a time, else a fifth of the causes at a time."""
    services = sorted({example.service for example in examples})
    masks = [np.array([example.service == service for example in examples]) for service in services]
    if len(services) > 1 and all(len(set(labels[~mask].tolist())) == 2 for mask in masks):
        return masks
    causes = sorted({example.cause or example.id for example in examples})
    turn = {cause: index % FOLDS for index, cause in enumerate(causes)}
    fold = np.array([turn[example.cause or example.id] for example in examples])
    masks = [fold == number for number in range(FOLDS) if (fold == number).any()]
    if any(len(set(labels[~mask].tolist())) < 2 for mask in masks):
        raise UserError("too few labelled incidents to learn from: both classes are needed in every fold")
    return masks


def labels_of(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """The labels. Raises UserError if there is only one class."""
    labels = np.array([example.actionable for example in examples], dtype=bool)
    if labels.all() or not labels.any():
        kind = "actionable" if len(labels) and labels.all() else "noise"
        raise UserError(f"all {len(labels)} labels are {kind}; a classifier learns from both classes only")
    return labels


def weights_of(examples: Sequence[Example]) -> Floats:
    """Every service counts the same, however many incidents it has; the mean weight is 1."""
    counts: dict[str, int] = {}
    for example in examples:
        counts[example.service] = counts.get(example.service, 0) + 1
    share = len(examples) / len(counts)
    return np.array([share / counts[example.service] for example in examples])


def matrix(values: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    """The features as a table of shape (n, names); what is missing is 0."""
    return np.array([[row.get(name, 0.0) for name in names] for row in values], dtype=float).reshape(-1, len(names))


def scaled_by(scaler: StandardScaler, table: Floats) -> Floats:
    """Standardised and clipped: a value that never occurred in training must not rule alone."""
    scaled: Floats = np.clip((table - scaler.mean_) / scaler.scale_, -_MOST_CLIPPED, _MOST_CLIPPED)
    return scaled


def _hashed(wordings: Sequence[str], size: int) -> Any:
    vectoriser = HashingVectorizer(n_features=size, ngram_range=(1, 2), alternate_sign=False, norm="l2")
    return vectoriser.transform(list(wordings))


def sigmoid(scores: Floats) -> Floats:
    """Probabilities of log-odds."""
    found: Floats = 1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60)))
    return found


def logit(probabilities: Floats) -> Floats:
    """Log-odds of probabilities, bounded."""
    clipped = np.clip(probabilities, _SMALLEST, 1 - _SMALLEST)
    found: Floats = np.log(clipped / (1 - clipped))
    return found
