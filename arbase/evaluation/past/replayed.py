"""A team's own past through the pipeline of the service, in the order of time: what would it have raised?

Each event is accepted, grouped and judged by the service's own worker before the next one is looked at, on a store that
is thrown away. Reduction counts incidents that were never raised, as everywhere; recall is told only over incidents of
which somebody showed that they were worth it: a label, the state of the tracker's issue, or a commit (`fixes.RULE`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from arbase.classify.interface import Classifier
from arbase.classify.quarantine import QuarantineSettings
from arbase.classify.standing import StandingClassifier, standing_of
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.progress import Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.domain.verdict import Queue
from arbase.evaluation.measure import Measure, of_rate
from arbase.evaluation.past.exports import Past
from arbase.evaluation.past.fixes import RULE, Failure
from arbase.evaluation.past.stages import CodeThen, verdicts_only
from arbase.pipeline import Journey
from arbase.store.interface import Store
from arbase.worker import Worker

StoreIn = Callable[[], AbstractContextManager[Store]]
"""Opens an empty store that is thrown away."""
ServiceOf = Callable[[str], Service]
"""The service of a project's name."""
Advance = Callable[[int, int], None]
MOST_NAMES = 200


class ReplayedIncident(Noun):
    """What would have become of an incident. `worth` is what people showed later, None where nobody did."""

    id: str
    service: str
    title: str
    culprit: str = ""
    events: int = 0
    users: int = 0
    first_seen: datetime
    last_seen: datetime
    raised_at: datetime | None = None
    raised_at_event: int = 0
    queue: str = ""
    probability: float = 0.0
    priority: float = 0.0
    reasons: tuple[str, ...] = ()
    judged: int = 0
    worth: bool | None = None
    worth_by: str = ""
    error: str = ""

    @property
    def raised(self) -> bool:
        """Whether a human would have been called at any time."""
        return self.raised_at is not None


@dataclass(frozen=True)
class Judge:
    """Who decides: the service's classifier, and the rules by which what was put aside comes back."""

    classifier: Classifier
    quarantine: QuarantineSettings = field(default_factory=QuarantineSettings)


class Replayed(Noun):
    """The answer.

    `calls` is how often a human would have been called: the incidents of one situation call once. `code` counts how the
    code of a verdict was found: by the event's release or by its time.
    """

    totals: dict[str, Measure]
    incidents: tuple[ReplayedIncident, ...]
    events: int
    calls: int
    skipped: dict[str, int]
    code: dict[str, int]
    rule: str = RULE
    classifier: str = ""
    recall_untold: str = ""
    seconds: float = 0.0


class _Seen:
    """What is gathered of an incident while its events go by."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.label: bool | None = None
        self.label_by = ""
        self.place: CodeLocation | None = None
        self.exception = ""
        self.facts: dict[str, object] = {}
        self.judged = 0
        self.classifier = ""


class _Replay:
    """The state of one replay."""

    def __init__(self, store: Store, judge: Judge, then: CodeThen) -> None:
        self.store = store
        self.then = then
        straight = judge.quarantine.straight
        pipeline = verdicts_only(StandingClassifier(judge.classifier, standing_of(store), straight=straight), then)
        self.worker = Worker(store, lambda _: nullcontext(pipeline), self._told, judge.quarantine)
        self.seen: dict[str, _Seen] = {}
        self.calls: Counter[str] = Counter()

    def _told(self, progress: Progress) -> None:
        if progress.stage == "worker":
            self.calls[progress.kind] += 1

    def take(self, event: Event, names: tuple[str, ...], label: tuple[bool | None, str]) -> None:
        """One event as the service would have had it, up to the verdict."""
        if not self.store.accept([event]):
            return
        incident = self.worker.digest_one()
        if incident is None:
            return
        seen = self.seen.setdefault(incident.id, _Seen())
        if len(seen.names) < MOST_NAMES:
            seen.names |= dict.fromkeys((event.id, *names))
        if label[0] is not None and seen.label is not True:
            seen.label, seen.label_by = label
        while (waiting := self.worker.next_incident()) is not None:
            self.then.go_to(event.occurred_at, waiting.latest.release)
            journey = self.worker.process(waiting)
            if journey is not None:
                self._note(self.seen.setdefault(waiting.id, _Seen()), waiting, journey, event.occurred_at)

    def _note(self, seen: _Seen, incident: Incident, journey: Journey, now: datetime) -> None:
        seen.judged += 1
        if isinstance(journey.triage, Done):
            report = journey.triage.value
            seen.place, seen.exception = report.crash, report.exception
        if isinstance(journey.verdict, Done):
            found = journey.verdict.value
            reasons = tuple(f"{reason.weight:+.1f} {reason.text}" for reason in found.reasons[:5])
            seen.classifier = found.classifier
            seen.facts |= {
                "queue": found.queue.value,
                "probability": found.probability,
                "priority": found.priority,
                "reasons": reasons,
            }
            if found.queue is Queue.FOCUS and "raised_at" not in seen.facts:
                seen.facts |= {"raised_at": now, "raised_at_event": incident.count}
            return
        stopped = journey.verdict or journey.triage
        if isinstance(stopped, Failed):
            seen.facts |= {"queue": "none", "error": stopped.error}
        elif isinstance(stopped, Declined):
            seen.facts |= {"queue": Queue.BACKLOG.value, "error": stopped.reason}


def replay(
    past: Past,
    service_of: ServiceOf,
    judge: Judge,
    store_in: StoreIn,
    advance: Advance,
    known: Mapping[str, tuple[bool, str]] | None = None,
) -> Replayed:
    """Replay `past`. `known` is what people decided in the live store, by incident. Raises WorkspaceError."""
    started = time.perf_counter()
    with store_in() as store, CodeThen() as then:
        services: dict[str, Service] = {}
        for name in dict.fromkeys(event.project for event in past.events):
            services[name] = service_of(name)
            store.add_service(services[name])
        run = _Replay(store, judge, then)
        for number, one in enumerate(past.events, 1):
            run.take(one.event(services[one.project].name), one.issues, (one.label, one.label_by))
            advance(number, len(past.events))
        repositories = {service.name: service.repository for service in services.values()}
        found = tuple(_finished(run, incident, repositories, known or {}) for incident in _all(store))
        classifiers = {seen.classifier for seen in run.seen.values() if seen.classifier}
        measured = totals(found)
        return Replayed(
            totals=measured,
            incidents=found,
            events=sum(incident.events for incident in found),
            calls=run.calls["alert"],
            skipped=dict(past.skipped),
            code=dict(then.found),
            classifier=", ".join(sorted(classifiers)),
            recall_untold="" if measured["recall"].n else _untold(repositories.values(), then),
            seconds=round(time.perf_counter() - started, 2),
        )


def totals(incidents: tuple[ReplayedIncident, ...]) -> dict[str, Measure]:
    """Reduction over all incidents; recall and what was rightly put aside over those that people told about."""
    count = len(incidents)
    events = sum(incident.events for incident in incidents)
    raised = sum(incident.raised for incident in incidents)
    worth = [incident for incident in incidents if incident.worth is True]
    noise = [incident for incident in incidents if incident.worth is False]
    return {
        "alert_reduction": of_rate(count - raised, count),
        "event_reduction": of_rate(events - raised, events),
        "recall": of_rate(sum(incident.raised for incident in worth), len(worth)),
        "noise_put_aside": of_rate(sum(not incident.raised for incident in noise), len(noise)),
    }


def _all(store: Store) -> list[Incident]:
    return sorted(store.incidents(limit=1_000_000), key=lambda one: (one.first_seen, one.id))


def _finished(
    run: _Replay, incident: Incident, repositories: Mapping[str, Path], known: Mapping[str, tuple[bool, str]]
) -> ReplayedIncident:
    seen = run.seen.get(incident.id, _Seen())
    worth, by = seen.label, seen.label_by
    if incident.id in known:
        worth, by = known[incident.id]
    if worth is None:
        failure = Failure(incident.first_seen, (incident.id, *seen.names), seen.exception, seen.place)
        fix = run.then.commits(repositories[incident.service]).fix_of(failure)
        if fix is not None:
            commit, why = fix
            worth, by = True, f"commit {commit.sha[:10]} ({commit.subject}) {why}"
    return ReplayedIncident.model_validate(
        {
            "id": incident.id,
            "service": incident.service,
            "title": incident.title,
            "culprit": incident.culprit,
            "events": incident.count,
            "users": incident.users,
            "first_seen": incident.first_seen,
            "last_seen": incident.last_seen,
            "judged": seen.judged,
            "worth": worth,
            "worth_by": by,
            **seen.facts,
        }
    )


def _untold(repositories: Iterable[Path], then: CodeThen) -> str:
    """Why recall cannot be told."""
    if not any(then.commits(place).listed for place in repositories):
        return "the repository has no history, and nobody labelled or decided about an incident"
    return "no commit, label or decision shows that an incident was worth somebody's time"
