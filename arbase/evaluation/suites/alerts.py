"""The suite `alerts`: labelled incidents through intake, triage and the classifier, as in production."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from arbase.classify.interface import Classifier
from arbase.domain.triage import RelatedIncident
from arbase.evaluation.alerts.gather import LabelledIncident
from arbase.evaluation.alerts.judge import Judged, Trees, described, judge
from arbase.evaluation.alerts.score import alert_totals, grouping_f1, grouping_of
from arbase.evaluation.measure import Measure
from arbase.evaluation.runner import Case, CaseRecord, CaseStatus, Suite
from arbase.triage.static import StaticTriage
from arbase.worker import related_to

NEIGHBOURS = 60
"""Incidents of the same time that are looked at for relations; the worker looks at the latest of its store."""


@dataclass(frozen=True)
class AlertsPlan:
    """What a process needs to build the suite; picklable. `repositories` are by service, `""` stands for all."""

    classifier: Callable[[], Classifier]
    repositories: Mapping[str, Path] = field(default_factory=dict)


class AlertsSuite(Suite):
    """Classifies incidents; the parent process gathers them."""

    name = "alerts"
    batch = 16

    def __init__(self, plan: AlertsPlan, incidents: Sequence[LabelledIncident] = ()) -> None:
        self._plan = plan
        self._incidents = incidents
        self._stack = contextlib.ExitStack()
        self._ready: tuple[Classifier, StaticTriage, Path] | None = None

    def cases(self) -> Sequence[Case]:
        """One case for each incident, with what else happened at its time."""
        light = [one.incident.model_copy(update={"samples": ()}) for one in self._incidents]
        ordered = sorted(range(len(light)), key=lambda index: light[index].first_seen)
        place = {index: position for position, index in enumerate(ordered)}
        found = []
        for index, labelled in enumerate(self._incidents):
            at = place[index]
            near = ordered[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
            related = related_to(light[index], (light[other] for other in near))
            found.append(Case(labelled.incident.id, (labelled, related)))
        return found

    def run(self, case: Case) -> dict[str, Any]:
        """The verdict beside the label."""
        if self._ready is None:
            trees = self._stack.enter_context(Trees())
            empty = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="arbase-nothing-")))
            self._ready = (self._plan.classifier(), StaticTriage(trees.code_of, history=False), empty)
        classifier, triage, empty = self._ready
        labelled, related = _payload(case)
        name = labelled.incident.service
        repository = self._plan.repositories.get(name, self._plan.repositories.get(""))
        service = described(repository, name, empty)
        return judge(labelled, service, triage, classifier, related).model_dump(mode="json")

    def totals(self, records: Sequence[CaseRecord]) -> dict[str, Measure]:
        """Totals over all incidents; one that could not be measured counts as not raised."""
        found = alert_totals(judged_of(records))
        table = grouping_of(self._incidents)
        return {**found, "grouping_f1": grouping_f1(table)} if self.has_groups else found

    @property
    def has_groups(self) -> bool:
        """Whether the data tells true groups, without which grouping cannot be measured."""
        return any(labelled.group for labelled in self._incidents)

    def close(self) -> None:
        """Close the repositories."""
        self._stack.close()


def judged_of(records: Sequence[CaseRecord]) -> list[Judged]:
    """The verdicts of the records that have one."""
    return [Judged.model_validate(record.result) for record in records if record.status is CaseStatus.DONE]


def infrastructure(records: Sequence[CaseRecord]) -> Counter[str]:
    """Why cases could not be measured."""
    return Counter(record.error for record in records if record.status is CaseStatus.INFRASTRUCTURE)


def _payload(case: Case) -> tuple[LabelledIncident, tuple[RelatedIncident, ...]]:
    labelled, related = case.payload
    return labelled, related
