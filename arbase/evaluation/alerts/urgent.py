"""How urgent a labelled incident turned out to be, and what could be known of that a day after it began.

Where the data ranks its incidents that is their urgency. Else, as `benchmarks/LABELS.md` has it, the incident that hit
more people in the end was the more urgent one, and of two that hit the same number the one that came more often.
"""

from __future__ import annotations

from datetime import timedelta

from arbase.domain.incident import Incident
from arbase.evaluation.alerts.gather import LabelledIncident

LOOK = timedelta(days=1)
_TIES = 1e6


def urgency_of(labelled: LabelledIncident) -> float:
    """Larger is more urgent; comparable within one service only."""
    incident = labelled.incident
    return labelled.priority if labelled.priority is not None else incident.users + min(incident.count / _TIES, 0.999)


def early(incident: Incident) -> Incident:
    """The incident as it was a day after its first event, by its counts of the hours.

    Who was hit is known in all only; no more people than there were events can have been hit by then.
    """
    until = incident.first_seen + LOOK
    if incident.last_seen <= until or not incident.hourly:
        return incident
    last_hour = int(until.timestamp() // 3600)
    hourly = tuple((hour, count) for hour, count in incident.hourly if hour <= last_hour)
    count = sum(count for _, count in hourly)
    if not count:
        return incident
    return incident.model_copy(
        update={"count": count, "users": min(incident.users, count), "last_seen": until, "hourly": hourly}
    )
