"""Labelled incidents through triage and classifier, as the pipeline does it; the repository is opened once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from arbase.classify.interface import Classifier
from arbase.domain.errors import ConfigError
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.triage import RelatedIncident, TriageReport
from arbase.domain.verdict import Queue, Verdict
from arbase.evaluation.alerts.gather import LabelledIncident
from arbase.settings import load_service
from arbase.triage.static import StaticTriage
from arbase.workspace.checkout import is_repository, temporary_export
from arbase.workspace.code import CodeReader


class Judged(Noun):
    """What became of a labelled incident. `raised` means focus; an incident without a verdict is never put aside."""

    id: str
    service: str
    group: str
    family: str
    cause: str
    title: str
    actionable: bool | None
    queue: Queue
    probability: float
    priority: float
    reasons: tuple[str, ...] = ()
    classifier: str = ""
    seconds: float = 0.0
    events: int = 0
    wanted_priority: float | None = None
    error: str = ""

    @property
    def raised(self) -> bool:
        """Whether a human is called."""
        return self.queue is Queue.FOCUS


class Trees:
    """Repositories that stay open while many incidents are looked at; also usable without any."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._open: dict[Path, tuple[CodeReader, str]] = {}
        self._empty: Path | None = None

    def __enter__(self) -> Trees:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    @contextlib.contextmanager
    def code_of(self, service: Service) -> Iterator[tuple[CodeReader, str]]:
        """The committed code of `service`, exported once. Raises WorkspaceError."""
        place = service.repository
        if place not in self._open:
            if is_repository(place):
                tree = self._stack.enter_context(temporary_export(place))
                self._open[place] = (CodeReader(tree.tree), tree.commit)
            else:
                self._open[place] = (CodeReader(place), "")
        yield self._open[place]


def described(repository: Path | None, name: str, empty: Path) -> Service:
    """The service in `repository`, also where it does not describe itself; `empty` stands in for none."""
    if repository is None:
        return Service(name=name, repository=empty)
    try:
        return load_service(repository)
    except ConfigError:
        if not repository.is_dir():
            raise
        return Service(name=name, repository=repository.resolve())


def report_on(
    labelled: LabelledIncident, service: Service, triage: StaticTriage, related: tuple[RelatedIncident, ...] = ()
) -> Outcome[TriageReport]:
    """The triage report."""
    return triage.triage(labelled.incident, service, related, unobserved)


def judge(
    labelled: LabelledIncident,
    service: Service,
    triage: StaticTriage,
    classifier: Classifier,
    related: tuple[RelatedIncident, ...] = (),
) -> Judged:
    """Triage and classify one incident as the pipeline does. What gets no verdict stays in the backlog, as there."""
    started = time.perf_counter()
    report = report_on(labelled, service, triage, related)
    verdict: Outcome[Verdict] = (
        classifier.classify(labelled.incident, report.value, unobserved) if isinstance(report, Done) else report
    )
    return judged(labelled, verdict, time.perf_counter() - started)


def judged(labelled: LabelledIncident, verdict: Outcome[Verdict], seconds: float) -> Judged:
    """The verdict beside the label."""
    incident: Incident = labelled.incident
    facts = {
        "id": incident.id,
        "service": incident.service,
        "group": labelled.group,
        "family": labelled.family,
        "cause": labelled.cause,
        "title": incident.title,
        "actionable": labelled.actionable,
        "seconds": round(seconds, 5),
        "events": incident.count,
        "wanted_priority": labelled.priority,
    }
    if isinstance(verdict, Done):
        found = verdict.value
        return Judged(
            **facts,
            queue=found.queue,
            probability=found.probability,
            priority=found.priority,
            reasons=tuple(f"{reason.weight:+.1f} {reason.text}" for reason in found.reasons[:5]),
            classifier=found.classifier,
        )
    failed = isinstance(verdict, Failed)
    why = verdict.error if isinstance(verdict, Failed) else verdict.reason if isinstance(verdict, Declined) else ""
    return Judged(
        **facts, queue=Queue.BACKLOG, probability=0.5, priority=0.0, error=why if failed else "", reasons=(why,)
    )
