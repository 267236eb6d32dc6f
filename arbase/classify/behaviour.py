"""How an incident behaves, as numbers: rate, spread, bursts, releases, and what else happens at the same time."""

from __future__ import annotations

import itertools
import math
import statistics

from arbase.classify.said import texts
from arbase.domain.incident import Incident
from arbase.domain.normalise import normalise_message
from arbase.domain.triage import TriageReport

BURST_SECONDS = 60.0


def behaviour(incident: Incident, report: TriageReport) -> dict[str, float]:
    """From the incident's counts and its sampled events; a single event has the quietest values."""
    samples = incident.samples
    times = sorted(event.occurred_at.timestamp() for event in samples)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    span = max(0.0, (incident.last_seen - incident.first_seen).total_seconds())
    mean = statistics.fmean(gaps) if gaps else 0.0
    return {
        "count": math.log1p(incident.count),
        "users": math.log1p(incident.users),
        "users_each": incident.users / incident.count if incident.count else 0.0,
        "span": math.log1p(span),
        "rate": math.log1p(3600.0 * incident.count / max(span, 3600.0)),
        "once": float(incident.count == 1),
        "burstiness": min(5.0, statistics.pstdev(gaps) / mean) if mean > 0 else 0.0,
        "close_together": sum(gap < BURST_SECONDS for gap in gaps) / len(gaps) if gaps else 0.0,
        "several_releases": float(
            incident.first_release is not None and incident.first_release != incident.last_release
        ),
        "routes": math.log1p(len({event.transaction for event in samples})),
        "hosts": math.log1p(len({event.server_name for event in samples})),
        "wordings": math.log1p(len({normalise_message(texts(event)[:400]) for event in samples})),
        "bots": sum(_by_program(event) for event in samples) / len(samples),
        "elsewhere": float(min(3, sum("same time" in other.why for other in report.related))),
        "related": float(min(5, len(report.related))),
    }


def _by_program(event: object) -> bool:
    request = getattr(event, "request", None)
    agents = [value for key, value in request.headers.items() if key.lower() == "user-agent"] if request else []
    return bool(agents) and not any("mozilla/" in agent.lower() for agent in agents)
