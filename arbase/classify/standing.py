"""Where an incident stands beside what the classifier says: a human restored it, or a rule brought it back.

Both survive the next look at the incident, or it would be discarded again at once.
"""

from __future__ import annotations

from collections.abc import Callable

from arbase.classify.interface import Classifier
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.outcome import Done, Outcome
from arbase.domain.progress import Observer
from arbase.domain.triage import TriageReport
from arbase.domain.verdict import Queue, Reason, Verdict
from arbase.store.interface import Store

KNOWN_FAULT = "known fault"
_HIGHER = {Queue.DISCARDED: Queue.BACKLOG, Queue.BACKLOG: Queue.FOCUS, Queue.FOCUS: Queue.FOCUS}


class Standing(Noun):
    """Who restored an incident and why, and why it returned from the quarantine; empty where nothing of that was."""

    restored: str = ""
    returned: str = ""


class StandingClassifier(Classifier):
    """Answers with another classifier's verdict, raised where the incident's standing says so."""

    def __init__(self, inner: Classifier, standing: Callable[[str], Standing], *, straight: bool = False) -> None:
        self._inner = inner
        self._standing = standing
        self._straight = straight

    def classify(self, incident: Incident, report: TriageReport, observe: Observer) -> Outcome[Verdict]:
        """The verdict."""
        outcome = self._inner.classify(incident, report, observe)
        if not isinstance(outcome, Done):
            return outcome
        return Done(value=raised(outcome.value, self._standing(incident.id), straight=self._straight))


class KnownFault(Classifier):
    """Answers with another classifier's verdict, raised: each case of a repair benchmark is a fault by definition.

    Whether a classifier raises it is told by a reason, so that it can be counted, and measured by suites of its own.
    """

    def __init__(self, inner: Classifier) -> None:
        self._inner = inner

    def classify(self, incident: Incident, report: TriageReport, observe: Observer) -> Outcome[Verdict]:
        """The verdict."""
        outcome = self._inner.classify(incident, report, observe)
        if not isinstance(outcome, Done) or outcome.value.queue is Queue.FOCUS:
            return outcome
        text = f"put aside as {outcome.value.queue.value} by the classifier; a case is a fault by definition"
        return Done(value=_moved(outcome.value, Queue.FOCUS, KNOWN_FAULT, text))


def standing_of(store: Store) -> Callable[[str], Standing]:
    """Where an incident of `store` stands: by a human's last word, and by the quarantine."""

    def standing(incident_id: str) -> Standing:
        said = store.incident_reviews(incident_id)
        restored = f"{said[-1].actor} restored it: {said[-1].reason}" if said and said[-1].actionable else ""
        return Standing(restored=restored, returned=store.returned(incident_id))

    return standing


def raised(verdict: Verdict, standing: Standing, *, straight: bool = False) -> Verdict:
    """What was restored is raised; what returned goes one queue higher than the verdict (`straight`: is raised)."""
    if standing.restored:
        return _moved(verdict, Queue.FOCUS, "restored", standing.restored)
    if standing.returned:
        queue = Queue.FOCUS if straight else _HIGHER[verdict.queue]
        return _moved(verdict, queue, "returned", f"it came back: {standing.returned}")
    return verdict


def _moved(verdict: Verdict, queue: Queue, rule: str, text: str) -> Verdict:
    reason = Reason(rule=rule, weight=0.0, text=text)
    return verdict.model_copy(update={"queue": queue, "reasons": (reason, *verdict.reasons)})
