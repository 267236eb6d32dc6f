"""The suites `repair`, `localize` and `end-to-end`: one run of the pipeline for each seeded bug tells all three."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from arbase.evaluation.confidence import confidence_error
from arbase.evaluation.measure import Measure, of_rate, seeded
from arbase.evaluation.repair import CaseOutcome, CaseResult, verified
from arbase.evaluation.runner import Case, CaseRecord, CaseStatus, NotBegun, Suite
from arbase.evaluation.seeded.catalogue import read_service
from arbase.evaluation.spending import spending
from arbase.evaluation.statistics import quantile

Measured = Callable[[Path, str], CaseResult]
"""Runs one bug of a folder and grades it; never raises for what the case itself does."""
LATE = "not begun: the time that the configuration gives was over"


class RepairSuite(Suite):
    """One case is one seeded bug."""

    name = "repair"

    def __init__(
        self, measure: Measured, services: Sequence[Path], limit: int | None, seed: int, until: float | None = None
    ) -> None:
        self._measure = measure
        self._services = services
        self._limit = limit
        self._seed = seed
        self._until = until

    def cases(self) -> Sequence[Case]:
        """The bugs, or a sample that keeps the shares of service and difficulty."""
        strata: dict[tuple[str, str], list[Case]] = {}
        for folder in self._services:
            for case in read_service(folder).cases:
                key = (folder.name, case.bug.difficulty)
                strata.setdefault(key, []).append(Case(case.bug.id, (str(folder), case.folder.name)))
        source = seeded(self._seed)
        ranked = []
        for _, members in sorted(strata.items()):
            source.shuffle(members)
            ranked += [((place + 0.5) / len(members), case.id, case) for place, case in enumerate(members)]
        chosen = sorted(ranked)[: self._limit]
        return [case for _, _, case in chosen]

    def run(self, case: Case) -> dict[str, Any]:
        """Outcome, place and time of the bug."""
        if self._until is not None and time.time() > self._until:
            raise NotBegun(LATE)
        folder, bug = case.payload
        return self._measure(Path(folder), bug).model_dump(mode="json")

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """Counts over the bugs that were begun: infrastructure faults stay in the denominator."""
        results = results_of(records)
        count = len(results)
        by = {kind: sum(result.outcome is kind for result in results) for kind in CaseOutcome}
        put_aside = sum(result.put_aside for result in results)
        whole = sum(result.outcome is CaseOutcome.RIGHT and not result.put_aside for result in results)
        return {
            "fix_success": of_rate(by[CaseOutcome.RIGHT], count),
            "wrong_verified": of_rate(by[CaseOutcome.WRONG], count),
            "declined": of_rate(by[CaseOutcome.DECLINED], count),
            "localized_top1": of_rate(sum(result.top1_function for result in results), count),
            "localized_top3": of_rate(sum(result.top3_function for result in results), count),
            "reproduced": of_rate(sum(result.reproduced for result in results), count),
            "end_to_end_raised": of_rate(count - put_aside, count),
            "end_to_end_fixed": of_rate(whole, count),
            "repair_seconds_p50": Measure(value=quantile([result.seconds for result in results], 0.5), n=count),
            "confidence_error": confidence_error(results),
            **spending([result.spent for result in results], sum(map(verified, results))),
            "repair_infrastructure": of_rate(by[CaseOutcome.INFRASTRUCTURE], count),
        }


class LocalizeSuite(RepairSuite):
    """The same bugs up to the diagnosis: is the function at fault among the first that it names?"""

    name = "localize"

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """Counts over the bugs that were begun."""
        results = results_of(records)
        count = len(results)
        return {
            "localized_top1": of_rate(sum(result.top1_function for result in results), count),
            "localized_top3": of_rate(sum(result.top3_function for result in results), count),
            "reproduced": of_rate(sum(result.reproduced for result in results), count),
            "confidence_error": confidence_error(results),
            "localize_seconds_p50": Measure(value=quantile([result.seconds for result in results], 0.5), n=count),
        }


def results_of(records: Sequence[CaseRecord]) -> list[CaseResult]:
    """The results of the bugs that were begun; a harness fault is infrastructure."""
    found = []
    for record in records:
        if record.status is CaseStatus.INFRASTRUCTURE:
            facts = {"case": record.case, "family": "", "difficulty": "", "reason": record.error}
            found.append(CaseResult(**facts, outcome=CaseOutcome.INFRASTRUCTURE))
        elif record.status is CaseStatus.DONE:
            found.append(CaseResult.model_validate(record.result))
    return found
