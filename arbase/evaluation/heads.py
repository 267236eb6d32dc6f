"""Classifiers on the same held-out incidents: heads, thresholds, groups of features and the rules, beside each other.

Every configuration is learnt anew without each service and judges that service's incidents, so that all are compared on
the same incidents, none of which any of them saw. Every pair is compared by McNemar's exact test on right answers and
on faults raised, corrected for the number of pairs (Holm 1979).
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from arbase.classify.example import Example
from arbase.classify.priority import weighed
from arbase.classify.rules import NAME, probability_of, queue_of
from arbase.classify.settings import ClassifySettings
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.alerts.score import alert_totals
from arbase.evaluation.benchmark import commit
from arbase.evaluation.measure import Measure, bootstrapped
from arbase.evaluation.paired import Paired, compared, holm
from arbase.evaluation.runner import Case, CaseRecord, Journal, Suite, run_suite
from arbase.evaluation.suites.folds import FoldsSuite, as_judged, judged_in


class HeadStanding(Noun):
    """One configuration on all held-out incidents."""

    name: str
    totals: dict[str, Measure]


class HeadPair(Noun):
    """Two configurations on the same incidents; `reduction` is `other` minus `one`, p-values are corrected."""

    one: str
    other: str
    accuracy: Paired
    recall: Paired
    accuracy_p: float
    recall_p: float
    reduction: Measure


class HeadsRecord(Noun):
    """What came out, with each configuration's verdicts."""

    name: str
    key: str
    config: dict[str, Any]
    commit: str
    data: str
    standings: tuple[HeadStanding, ...]
    pairs: tuple[HeadPair, ...]
    judged: dict[str, tuple[Judged, ...]]


class HeadsSuite(Suite):
    """One case is one held-out service for one configuration."""

    name = "heads"

    def __init__(
        self, file: Path, configurations: Mapping[str, ClassifySettings], limit: int | None = None, seed: int = 0
    ) -> None:
        self._file = file
        self._configurations = configurations
        self._limit = limit
        self._seed = seed

    def cases(self) -> Sequence[Case]:
        """Every configuration takes the first fold before one takes the second."""
        folds = self._folds(next(iter(self._configurations.values()))).cases()
        return [
            Case(f"{name}/{fold.id}", (name, fold)) for fold, name in itertools.product(folds, self._configurations)
        ]

    def run(self, case: Case) -> dict[str, Any]:
        """The configuration's verdicts on the fold."""
        name, fold = case.payload
        settings = self._configurations[name]
        suite = self._folds(settings)
        if settings.engine != "rules":
            return suite.run(fold)
        return {"cases": [judged_by_rules(one, settings).model_dump(mode="json") for one in suite.held(fold)]}

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """None here; the board is over configurations."""
        return {}

    def _folds(self, settings: ClassifySettings) -> FoldsSuite:
        return FoldsSuite(self._file, settings.head, settings.guarantee, self._limit, self._seed)


def judged_by_rules(example: Example, settings: ClassifySettings) -> Judged:
    """What the transparent rules answer for an incident whose features are known already.

    The rule about suspect commits is silent, since the harness looks into no history.
    """
    started = time.perf_counter()
    probability = probability_of(example.values.get("rules.sum", 0.0))
    queue = queue_of(probability, settings)
    return as_judged(example, queue, probability, weighed(example.impact), (NAME, time.perf_counter() - started))


class Heads:
    """A comparison in a folder of its own, so that a killed run goes on there."""

    def __init__(
        self, name: str, config: dict[str, Any], file: Path, configurations: Mapping[str, ClassifySettings], home: Path
    ) -> None:
        """`config` holds `alerts.limit`, `seed` and `jobs`. Raises UserError where the features cannot be read."""
        self.name = name
        self.config = config
        self._file = file
        self._configurations = dict(configurations)
        self._data = hashlib.sha256(file.read_bytes()).hexdigest()
        self.key = self._key()
        self.folder = home / "bench" / f"{name}-{self.key[:12]}"

    def run(self, tell: Callable[[int, int], None]) -> HeadsRecord:
        """Judge what is not judged yet, and compare."""
        limit, seed = self.config["alerts"]["limit"], self.config["seed"]
        build = partial(HeadsSuite, self._file, self._configurations, limit, seed)
        turns = build().cases()
        done = 0
        tell(0, len(turns))

        def finished(record: CaseRecord) -> None:
            nonlocal done
            done += 1
            tell(done, len(turns))

        journal = Journal(self.folder / "heads.jsonl", self.key)
        records = run_suite(build, turns, journal=journal, jobs=self.config["jobs"], finished=finished)
        judged: dict[str, tuple[Judged, ...]] = {}
        for name in self._configurations:
            own = [record for turn, record in zip(turns, records, strict=True) if turn.payload[0] == name]
            judged[name] = tuple(judged_in(own))
        return HeadsRecord(
            name=self.name,
            key=self.key,
            config=self.config,
            commit=commit(),
            data=self._data,
            standings=standings(judged),
            pairs=pairs(judged),
            judged=judged,
        )

    def _key(self) -> str:
        parts = [
            str(self.config["alerts"]["limit"]),
            str(self.config["seed"]),
            *(f"{name} {one.model_dump_json()}" for name, one in self._configurations.items()),
            self._data,
            commit(),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def standings(judged: Mapping[str, Sequence[Judged]]) -> tuple[HeadStanding, ...]:
    """Best first: by right answers, then by faults raised."""
    found = [HeadStanding(name=name, totals=alert_totals(cases)) for name, cases in judged.items()]
    return tuple(sorted(found, key=lambda one: (-one.totals["accuracy"].value, -one.totals["recall"].value)))


def pairs(judged: Mapping[str, Sequence[Judged]]) -> tuple[HeadPair, ...]:
    """All pairs, best configuration first."""
    order = [one.name for one in standings(judged)]
    both = list(itertools.combinations(order, 2))
    found = [compared(judged[one], judged[other]) for one, other in both]
    accuracy = holm([right.p for right, _ in found])
    recall = holm([raised.p for _, raised in found])
    return tuple(
        HeadPair(
            one=one,
            other=other,
            accuracy=found[place][0],
            recall=found[place][1],
            accuracy_p=accuracy[place],
            recall_p=recall[place],
            reduction=_reduction(judged[one], judged[other]),
        )
        for place, (one, other) in enumerate(both)
    )


def _reduction(one: Sequence[Judged], other: Sequence[Judged]) -> Measure:
    """How many more of all incidents the other one does not raise, with the bootstrap over incidents."""
    before = {case.id: case.raised for case in one}
    apart = [float(before[case.id]) - float(case.raised) for case in other if case.id in before]
    return bootstrapped(apart, lambda drawn: sum(drawn) / len(drawn))
