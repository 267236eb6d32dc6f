"""The learnt classifier: a calibrated head, a threshold with a guarantee, and caution with what it does not know.

Between the two thresholds, and wherever an incident looks like nothing that was learnt from, the backlog keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from arbase.classify.features import features, wording
from arbase.classify.guarantee import OperatingPoint, worth_a_look
from arbase.classify.head import Floats, Head, matrix, scaled_by
from arbase.classify.interface import Classifier
from arbase.classify.phrases import phrase
from arbase.classify.priority import WEIGHTS, impact
from arbase.domain.incident import Incident
from arbase.domain.outcome import Done, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue, Reason, Verdict

REASONS = 8
MOST = 2000
Range = tuple[NDArray[np.float32], NDArray[np.float32]]
Prove = Callable[[Incident, TriageReport], bool | None]
"""Whether the error reproduces; None where that cannot be told. The last, expensive step of the cascade."""


@dataclass(frozen=True)
class Known:
    """What was learnt from, to tell what is unlike it: standardised rows, and what is still usual.

    `usual` is a distance to the nearest row, `outside` a number of features beyond all that was seen.
    """

    rows: NDArray[np.float32]
    usual: float
    outside: int

    def is_strange(self, row: Floats) -> bool:
        """Whether the incident is farther off than is usual for an incident of a service not seen."""
        here = row.astype(np.float32)
        nearest = float((self._squares + here @ here - 2 * self.rows @ here).min())
        return nearest > self.usual**2 or _beyond(here, self._range) > self.outside

    @cached_property
    def _squares(self) -> NDArray[np.float32]:
        found: NDArray[np.float32] = np.einsum("ij,ij->i", self.rows, self.rows)
        return found

    @cached_property
    def _range(self) -> Range:
        return _range_of(self.rows)


@dataclass(frozen=True)
class Champion:
    """All that the classifier needs: what is persisted, registered and measured. `weights` are those of the impact.

    `services` is what can be said of each service that was learnt from at the common threshold.
    """

    head: Head
    point: OperatingPoint
    discard: OperatingPoint
    known: Known
    name: str
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    services: Mapping[str, OperatingPoint] = field(default_factory=dict)

    def queue(self, probability: float, strange: bool) -> Queue:
        """Where an incident goes; `strange` ones are never discarded."""
        if probability >= self.point.threshold:
            return Queue.FOCUS
        if strange or not self.discard.guaranteed or probability >= self.discard.threshold:
            return Queue.BACKLOG
        return Queue.DISCARDED


class LearntClassifier(Classifier):
    """Answers with the champion's head."""

    def __init__(self, champion: Champion, prove: Prove | None = None) -> None:
        self._champion = champion
        self._prove = prove

    def classify(self, incident: Incident, report: TriageReport, observe: Observer) -> Outcome[Verdict]:
        """The verdict with its reasons, strongest first. Never declines."""
        values = features(incident, report)
        probability = float(self._champion.head.probabilities([values], [wording(incident)])[0])
        strange = self._champion.known.is_strange(self._row(values))
        reasons = list(self._reasons(values))
        queue = self._champion.queue(probability, strange)
        if strange:
            reasons.insert(0, Reason(rule="unlike", weight=0.0, text="unlike anything that was learnt from"))
        # A run takes seconds to minutes, so it is for what may well be a fault, not for all that looks strange.
        unsure = queue is Queue.BACKLOG and probability >= worth_a_look(self._champion.point.target)
        if unsure and self._prove is not None and (proved := self._prove(incident, report)) is not None:
            text = "it could be reproduced" if proved else "it could not be reproduced"
            reasons.insert(0, Reason(rule="reproduced", weight=1.0 if proved else -0.5, text=text))
            queue = Queue.FOCUS if proved else queue
        weight = impact(incident, report, self._champion.weights)
        verdict = Verdict(
            incident_id=incident.id,
            probability=round(probability, 4),
            priority=round(probability * weight.value, 4),
            queue=queue,
            reasons=tuple(reasons),
            classifier=self._champion.name,
            impact=weight.parts,
            weights=dict(self._champion.weights),
        )
        main = verdict.reasons[0].text if verdict.reasons else "nothing speaks either way"
        text = f"{verdict.queue.value} (p={verdict.probability:.2f}): {main}"
        observe(Progress(stage="classify", kind="verdict", incident_id=incident.id, text=text))
        return Done(value=verdict)

    def _row(self, values: dict[str, float]) -> Floats:
        head = self._champion.head
        row: Floats = scaled_by(head.models["scaler"], matrix([values], head.names))[0]
        return row

    def _reasons(self, values: dict[str, float]) -> Sequence[Reason]:
        """The features that moved the linear part most and say something that a person understands."""
        found = []
        for name, weight in self._champion.head.contributions(values):
            text = phrase(name, values.get(name, 0.0))
            if text and abs(weight) >= 0.02:
                found.append(Reason(rule=name, weight=round(weight, 2), text=text))
        return found[:REASONS]


def known_of(head: Head, values: Sequence[dict[str, float]], services: Sequence[str]) -> Known:
    """What `values` make known; usual is what 99.5% of the incidents keep to, seen from the other services.

    The same incident of another week says nothing new, and every row is looked at for each verdict: at most `MOST`.
    """
    table = scaled_by(head.models["scaler"], matrix(values, head.names)).astype(np.float32)
    _, first = np.unique(table.round(2), axis=0, return_index=True)
    if len(first) > MOST:
        first = np.random.default_rng(0).choice(first, MOST, replace=False)
    kept = np.sort(first)
    rows, services = table[kept], [services[index] for index in kept]
    squares = np.einsum("ij,ij->i", rows, rows)
    names = np.array(services)
    several = len(set(services)) > 1
    ranges = {name: _range_of(rows[names != name]) if several else _range_of(rows) for name in set(services)}
    nearest, outside = np.zeros(len(rows)), np.zeros(len(rows))
    for index in range(len(rows)):
        distances = squares + squares[index] - 2 * rows @ rows[index]
        mask = names != names[index] if several else np.arange(len(rows)) != index
        nearest[index] = np.sqrt(max(0.0, float(distances[mask].min())))
        outside[index] = _beyond(rows[index], ranges[services[index]])
    return Known(rows=rows, usual=float(np.quantile(nearest, 0.995)) + 1e-3, outside=int(np.quantile(outside, 0.995)))


def _range_of(rows: NDArray[np.float32]) -> Range:
    """The smallest and the largest value of each feature, with room for rounding."""
    return rows.min(axis=0) - 1e-4, rows.max(axis=0) + 1e-4


def _beyond(row: NDArray[np.float32], known: Range) -> int:
    """How many features of `row` lie beyond all that is known."""
    return int(((row < known[0]) | (row > known[1])).sum())
