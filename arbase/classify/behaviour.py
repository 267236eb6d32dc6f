"""How an incident behaves, as numbers: rate, spread, bursts, releases, and what else happens at the same time.

Only what means the same however many events were kept: exact counts, counts by the hour, and at most three samples.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from arbase.classify.said import texts
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.domain.normalise import normalise_message
from arbase.domain.triage import TriageReport


def behaviour(incident: Incident, report: TriageReport) -> dict[str, float]:
    """From the incident's counts and its first, middle and last sample; a single event has the quietest values."""
    few = spread(incident.samples)
    span = max(0.0, (incident.last_seen - incident.first_seen).total_seconds())
    releases = incident.first_release is not None and incident.first_release != incident.last_release
    return {
        "count": math.log1p(incident.count),
        "users": math.log1p(incident.users),
        "users_each": min(1.0, incident.users / incident.count) if incident.count else 0.0,
        "no_users": float(incident.users == 0),
        "span": math.log1p(span),
        "rate": math.log1p(3600.0 * incident.count / max(span, 3600.0)),
        "once": float(incident.count == 1),
        "several_releases": float(releases),
        "routes": float(len({event.transaction for event in few})),
        "hosts": float(len({event.server_name for event in few})),
        "wordings": float(len({normalise_message(texts(event)[:400]) for event in few})),
        "bots": sum(map(_by_program, few)) / len(few),
        "elsewhere": float(min(3, sum("same time" in other.why for other in report.related))),
        **_hours(incident),
    }


def spread(samples: Sequence[Event]) -> Sequence[Event]:
    """The first, the middle and the last of the samples."""
    return [samples[index] for index in sorted({0, len(samples) // 2, len(samples) - 1})]


def _hours(incident: Incident) -> dict[str, float]:
    """The shape over the hours: one bad hour, a few in a row, or day after day with the traffic."""
    hours = dict(incident.hourly)
    total = sum(hours.values())
    if not total:
        return {"peak": 1.0, "hours": math.log1p(1), "days": 1.0, "night": 0.0, "same_hour": 1.0, "filled": 1.0}
    of_day = {hour % 24 for hour in hours}
    return {
        "peak": max(hours.values()) / total,
        "hours": math.log1p(len(hours)),
        "days": float(len({hour // 24 for hour in hours})),
        "night": sum(count for hour, count in hours.items() if hour % 24 < 6) / total,
        "same_hour": 1.0 / len(of_day),
        "filled": len(hours) / (max(hours) - min(hours) + 1),
    }


def _by_program(event: Event) -> bool:
    headers = event.request.headers.items() if event.request else ()
    agents = [value for key, value in headers if key.lower() == "user-agent"]
    return bool(agents) and not any("mozilla/" in agent.lower() for agent in agents)
