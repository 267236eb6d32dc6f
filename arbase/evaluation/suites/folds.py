"""The suite `alerts` over held-out services: each is judged by a classifier that never saw it, threshold included."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arbase.classify.example import Example
from arbase.classify.head import folds, labels_of, matrix, scaled_by
from arbase.classify.learnt import Champion
from arbase.classify.priority import Impact, weighed
from arbase.classify.settings import GuaranteeSettings, HeadSettings
from arbase.domain.verdict import Queue
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.alerts.score import alert_totals
from arbase.evaluation.champion import learn, read_examples
from arbase.evaluation.measure import Measure, seeded
from arbase.evaluation.runner import Case, CaseRecord, CaseStatus, Suite


class FoldsSuite(Suite):
    """One case is one held-out service: the whole nested choice of head, calibration and threshold happens inside."""

    name = "alerts"

    def __init__(
        self,
        file: Path,
        head: HeadSettings,
        guarantee: GuaranteeSettings,
        limit: int | None = None,
        seed: int = 0,
        variant: str = "",
    ) -> None:
        self._examples = read_examples(file)
        self._head = head
        self._guarantee = guarantee
        self._limit = limit
        self._seed = seed
        self._variant = variant

    def cases(self) -> Sequence[Case]:
        """The folds by number: services where there are several, else a fifth of the causes at a time."""
        masks = folds(self._examples, labels_of(self._examples))
        return [Case(f"fold-{number}", number) for number in range(len(masks))]

    def run(self, case: Case) -> dict[str, Any]:
        """Verdicts on the held-out incidents."""
        out = folds(self._examples, labels_of(self._examples))[case.payload]
        rest = [one for one, held in zip(self._examples, out, strict=True) if not held]
        champion = learn(rest, self._head, self._guarantee, f"without {case.id}")
        cases = [judge_example(champion, one) for one in self.held(case)]
        return {
            "cases": [one.model_dump(mode="json") for one in cases],
            "point": champion.point.model_dump(),
            "discard": champion.discard.model_dump(),
        }

    def held(self, case: Case) -> list[Example]:
        """The incidents that the fold is judged by, or a sample of them."""
        out = folds(self._examples, labels_of(self._examples))[case.payload]
        left = [one for one, held in zip(self._examples, out, strict=True) if held and one.variant == self._variant]
        if self._limit is not None and self._limit < len(left):
            left = seeded(self._seed).sample(left, self._limit)
        return left

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """Totals over all held-out incidents."""
        return alert_totals(judged_in(records))


def judge_example(champion: Champion, example: Example) -> Judged:
    """What the classifier answers for an incident whose features are known already."""
    started = time.perf_counter()
    probability = float(champion.head.probabilities([example.values], [example.wording])[0])
    row = scaled_by(champion.head.models["scaler"], matrix([example.values], champion.head.names))[0]
    queue = Queue(champion.queue(probability, champion.known.is_strange(row)))
    weight = weighed(example.impact, champion.weights)
    return as_judged(example, queue, probability, weight, (champion.name, time.perf_counter() - started))


def as_judged(example: Example, queue: Queue, probability: float, weight: Impact, by: tuple[str, float]) -> Judged:
    """What was answered, beside what was known of the incident; `by` is the classifier and its seconds."""
    return Judged(
        id=example.id,
        service=example.service,
        group=example.cause,
        family=example.family,
        cause=example.cause,
        title=example.title,
        actionable=example.actionable,
        queue=queue,
        probability=round(probability, 5),
        priority=round(probability * weight.value, 5),
        wanted_priority=example.urgency,
        classifier=by[0],
        seconds=round(by[1], 5),
    )


def judged_in(records: Sequence[CaseRecord]) -> list[Judged]:
    """The verdicts in the records of finished folds."""
    return [
        Judged.model_validate(one)
        for record in records
        if record.status is CaseStatus.DONE
        for one in record.result["cases"]
    ]
