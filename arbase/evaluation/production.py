"""How the classifier does in production: recall from the audit of what it discarded, and drift of what it sees."""

from __future__ import annotations

from collections.abc import Sequence

from arbase.checkpoint import parse_outcome
from arbase.classify.drift import drift
from arbase.classify.features import features
from arbase.classify.head import matrix, scaled_by
from arbase.classify.learnt import Champion
from arbase.classify.quarantine import (
    Audited,
    ProductionRecall,
    QuarantineSettings,
    audit_sample,
    is_audited,
    production_recall,
)
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.noun import Noun
from arbase.domain.outcome import Done
from arbase.domain.triage import TriageReport
from arbase.store.interface import Store

ALL = 1_000_000
LOOKED_AT = 500
FEWEST = 50
"""Below so many live incidents the index is chance."""
DRIFTED = 0.25
BINS = 10


class Audit(Noun):
    """What waits for a human's look, and what the answers so far say. `confirmed` are raised incidents that a human
    called worth it (a fix approved, or confirmed)."""

    waiting: tuple[Incident, ...]
    discarded: int
    confirmed: int
    answered: int
    missed: int
    taken_back: int
    recall: ProductionRecall

    @property
    def untold(self) -> str:
        """Why recall cannot be told; empty where it can."""
        if not self.answered:
            return "nobody answered for an incident of the sample yet"
        if not self.confirmed and not self.missed + self.taken_back:
            return "no raised incident was confirmed yet (arbase incident confirm, or an approved fix)"
        return ""


class Drift(Noun):
    """Features whose live values are another population than those that were learnt from; index, largest first."""

    incidents: int
    drifted: tuple[tuple[str, float], ...] = ()
    untold: str = ""


def audit_of(store: Store, settings: QuarantineSettings) -> Audit:
    """The sample and the recall.

    The discarded are those that are so now and those that a human took back; what the hash draws for the audit and a
    human already took back counts as answered, or the sample would lose just the misses. What was taken back outside
    of the sample is missed for certain, so no estimate may be higher than it allows.
    """
    now = {incident.id: incident for incident in store.incidents(states=(IncidentState.DISCARDED,), limit=ALL)}
    last = {review.incident_id: review for review in store.incident_reviews()}
    answers = {name: said for name, said in last.items() if said.was is IncidentState.DISCARDED}
    population = {*now, *(name for name, said in answers.items() if said.actionable)}
    drawn = [said for name, said in answers.items() if name in population and is_audited(name, settings)]
    approved = {incident.id for incident in store.incidents(states=(IncidentState.APPROVED,), limit=ALL)}
    confirmed = approved | {name for name, said in last.items() if said.actionable and name not in answers}
    missed = sum(said.actionable for said in drawn)
    outside = sum(said.actionable for said in answers.values()) - missed
    found = Audited(
        raised_actionable=len(confirmed - population),
        audited=len(drawn),
        audited_actionable=missed,
        discarded=len(population),
    )
    waiting = [one for one in audit_sample(now.values(), settings) if one.id not in answers]
    return Audit(
        waiting=tuple(sorted(waiting, key=lambda one: -one.count)),
        discarded=len(population),
        confirmed=found.raised_actionable,
        answered=found.audited,
        missed=missed,
        taken_back=outside,
        recall=_at_most(production_recall(found), found.raised_actionable, missed + outside),
    )


def _at_most(recall: ProductionRecall, confirmed: int, missed: int) -> ProductionRecall:
    """Bounded by the misses that are known."""
    most = confirmed / (confirmed + missed) if confirmed + missed else 1.0
    bounded = {name: min(value, most) for name, value in recall.model_dump(include={"value", "low", "high"}).items()}
    return recall.model_copy(update=bounded)


def drift_of(store: Store, champion: Champion) -> Drift:
    """Live features of the latest incidents against the rows that the classifier learnt from.

    The index of two samples of one population is not 0 but about (bins - 1)(1/n + 1/m); that is added to the bound.
    """
    live = list(_live(store))
    if len(live) < FEWEST:
        return Drift(incidents=len(live), untold=f"{len(live)} incidents were triaged; {FEWEST} are needed")
    head = champion.head
    scaled = scaled_by(head.models["scaler"], matrix(live, head.names))
    expected = [dict(zip(head.names, map(float, row), strict=True)) for row in champion.known.rows]
    seen = [dict(zip(head.names, map(float, row), strict=True)) for row in scaled]
    bound = DRIFTED + (BINS - 1) * (1 / len(seen) + 1 / len(expected))
    found = tuple((name, round(index, 3)) for name, index in drift(expected, seen) if index > bound)
    return Drift(incidents=len(live), drifted=found)


def _live(store: Store) -> Sequence[dict[str, float]]:
    """The features of the latest incidents that have a triage report."""
    found = []
    for light in store.incidents(limit=LOOKED_AT):
        kept = store.stage_result(light.id, "triage")
        incident = store.incident(light.id) if kept else None
        report = parse_outcome(kept.outcome, TriageReport) if kept else None
        if incident is not None and isinstance(report, Done):
            found.append(features(incident, report.value))
    return found
