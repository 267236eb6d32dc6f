"""`arbase bench alerts`: the shipped classifier on anybody's labelled events, without training on them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field

from arbase.classify.interface import Classifier
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.gather import Gatherer, LabelledIncident
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.alerts.rows import read_rows
from arbase.evaluation.alerts.score import alert_totals
from arbase.evaluation.measure import Measure, seeded
from arbase.evaluation.runner import CaseRecord, run_suite
from arbase.evaluation.suites.alerts import AlertsPlan, AlertsSuite, infrastructure, judged_of

Advance = Callable[[str, int, int | None], None]
"""Told of progress: what is done, how many, of how many."""


class AlertsAsked(Noun):
    """What to measure. `repositories` are by service name; `""` stands for every service."""

    data: Path
    service: str = ""
    repositories: dict[str, Path] = Field(default_factory=dict)
    limit: int | None = None
    case: str | None = None
    seed: int = 0
    jobs: int = 2


class AlertsMeasured(Noun):
    """The answer: totals over a fixed denominator, and the cases."""

    totals: dict[str, Measure]
    cases: tuple[Judged, ...]
    infrastructure: dict[str, int]
    events: int
    incidents: int
    mixed: int
    intake_seconds: float
    classify_seconds: float
    by_family: dict[str, dict[str, int]]
    by_service: dict[str, dict[str, Measure]]


def measure_alerts(asked: AlertsAsked, classifier: Callable[[], Classifier], advance: Advance) -> AlertsMeasured:
    """Read, gather, classify, score. Raises UserError for data that cannot be used."""
    started = time.perf_counter()
    gatherer = Gatherer(asked.service)
    for number, row in enumerate(read_rows(asked.data), 1):
        gatherer.add(row)
        if number % 50 == 0:
            advance("events", number, None)
    chosen = _chosen(list(gatherer.incidents()), asked)
    intake_seconds = time.perf_counter() - started
    started = time.perf_counter()
    plan = AlertsPlan(classifier=classifier, repositories=asked.repositories)
    suite = AlertsSuite(plan, chosen)
    done = 0

    def finished(record: CaseRecord) -> None:
        nonlocal done
        done += 1
        advance("incidents", done, len(chosen))

    jobs = 1 if len(chosen) < 200 else asked.jobs
    records = run_suite(partial(AlertsSuite, plan), suite.cases(), jobs=jobs, batch=suite.batch, finished=finished)
    cases = judged_of(records)
    return AlertsMeasured(
        totals=suite.totals(records),
        cases=tuple(cases),
        infrastructure=dict(infrastructure(records)),
        events=gatherer.events,
        incidents=len(chosen),
        mixed=sum(labelled.mixed for labelled in chosen),
        intake_seconds=round(intake_seconds, 3),
        classify_seconds=round(time.perf_counter() - started, 3),
        by_family=families(cases),
        by_service=services_of(cases),
    )


def record_of(measured: AlertsMeasured, asked: AlertsAsked) -> dict[str, Any]:
    """The answer as a tree of JSON, totals first; what this suite does not measure has no value and n = 0."""
    totals: dict[str, Any] = dict.fromkeys(TOTALS)
    totals |= {name: found.model_dump() for name, found in measured.totals.items()}
    empty = {"value": None, "n": 0, "low": None, "high": None}
    return {
        "totals": {name: found or empty for name, found in totals.items()},
        "asked": asked.model_dump(mode="json"),
        **measured.model_dump(mode="json", exclude={"totals"}),
    }


TOTALS = (
    "alert_reduction",
    "recall",
    "accuracy",
    "precision",
    "priority_agreement",
    "calibration_error",
    "fix_success",
    "wrong_verified",
    "declined",
    "grouping_f1",
    "seconds_p50",
)


def families(cases: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """For each family: how many, how many raised, how many right."""
    found: dict[str, Counter[str]] = {}
    for case in cases:
        counts = found.setdefault(case.family or ("actionable" if case.actionable else "noise"), Counter())
        counts.update(
            {
                "cases": 1,
                "actionable": bool(case.actionable),
                "raised": case.raised,
                "right": case.raised == case.actionable,
            }
        )
    return {name: dict(counts) for name, counts in sorted(found.items())}


def services_of(cases: Sequence[Judged]) -> dict[str, dict[str, Measure]]:
    """The main totals for each service."""
    from_service: dict[str, list[Judged]] = {}
    for case in cases:
        from_service.setdefault(case.service, []).append(case)
    return {name: _main(found) for name, found in sorted(from_service.items())}


def _main(cases: Sequence[Judged]) -> dict[str, Measure]:
    return {
        name: found for name, found in alert_totals(cases).items() if name in ("alert_reduction", "recall", "accuracy")
    }


def _chosen(incidents: list[LabelledIncident], asked: AlertsAsked) -> list[LabelledIncident]:
    """The incidents to measure. Raises UserError where nothing or one class only is left."""
    if asked.case is not None:
        incidents = [one for one in incidents if asked.case in (one.incident.id, one.group)]
        if not incidents:
            raise UserError(f"{asked.data}: no incident with the id or group {asked.case!r}")
        return incidents
    if not incidents:
        raise UserError(f"{asked.data}: holds no row")
    kinds = {one.actionable for one in incidents}
    if len(kinds) == 1:
        kind = "actionable" if kinds == {True} else "noise"
        raise UserError(
            f"{asked.data}: all {len(incidents)} incidents are labelled {kind}; recall and reduction need both labels"
        )
    if asked.limit is not None and asked.limit < len(incidents):
        incidents = stratified(incidents, asked.limit, asked.seed)
    return incidents


def stratified(incidents: Sequence[LabelledIncident], limit: int, seed: int) -> list[LabelledIncident]:
    """`limit` incidents with the shares of label and service kept, drawn by `seed`, in their order."""
    strata: dict[tuple[str, bool | None], list[int]] = {}
    for index, one in enumerate(incidents):
        strata.setdefault((one.incident.service, one.actionable), []).append(index)
    source = seeded(seed)
    ranked = []
    for members in strata.values():
        source.shuffle(members)
        ranked += [((position + 0.5) / len(members), index) for position, index in enumerate(members)]
    kept = {index for _, index in sorted(ranked)[:limit]}
    return [one for index, one in enumerate(incidents) if index in kept]
